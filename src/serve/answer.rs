//! What the server answers. In: a request. Out: a file of the site, or the script that reloads open pages. What is not
//! a file of the last build is not found, whatever lies on the disk.

use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{News, Shared};
use crate::model::decoded;

/// The script that every page gets while it is served; it is no file of the site.
const SCRIPT: &str = "/.concord/reload.js";

/// What a page does that changed.
const ANEW: &str = include_str!("anew.js");

/// How long a page waits for news before it asks again.
const WAIT: Duration = Duration::from_secs(25);

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(State(shared): State<Arc<Shared>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !for_us(&headers, shared.port) {
        return (StatusCode::FORBIDDEN, "this server answers to localhost only\n").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, "this server only shows pages\n").into_response();
    }
    if uri.path() == SCRIPT {
        return script(&shared, uri.query()).await;
    }
    let asked = decoded(uri.path().trim_start_matches('/'));
    let path = file_of(&asked);
    let read = |path: &str| {
        let early = shared.early.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if early.is_some() {
            return early;
        }
        let listed = shared.files.read().unwrap_or_else(PoisonError::into_inner).contains(path);
        if listed { std::fs::read(shared.output.join(path)).ok() } else { None }
    };
    match read(&path) {
        Some(bytes) => file(StatusCode::OK, &path, bytes),
        None => match read("404.html") {
            Some(bytes) => file(StatusCode::NOT_FOUND, "404.html", bytes),
            None => (StatusCode::NOT_FOUND, "no such page\n").into_response(),
        },
    }
}

/// Whether the request names this machine: another site's script could otherwise read the archive through a name of its own.
fn for_us(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    // Browsers leave out the port that is the usual one.
    let (name, asked) = host.rsplit_once(':').unwrap_or((host, "80"));
    matches!(name, "127.0.0.1" | "localhost") && asked == port.to_string()
}

/// The script, at once for a page that was just opened, else when there is news.
async fn script(shared: &Shared, query: Option<&str>) -> Response {
    let mut parts = query.unwrap_or_default().split('&');
    let seen = parts.next().and_then(|part| part.strip_prefix("seen=")?.parse::<u64>().ok());
    let page = parts.next().and_then(|part| part.strip_prefix("page=")).map(decoded);
    let page = page.map(|page| file_of(page.trim_start_matches('/')));
    let mut news = shared.news.subscribe();
    if let Some(seen) = seen {
        shared.reloads.ask(page.as_deref().unwrap_or_default());
        // After the wait the page asks again; that there was no news is no error.
        let _ = tokio::time::timeout(WAIT, news.wait_for(|news| news.number != seen)).await;
    }
    let now = news.borrow();
    let said = match seen.filter(|seen| now.concerns(page.as_deref(), *seen)) {
        Some(_) => {
            shared.reloads.tell(page.as_deref().unwrap_or_default());
            ANEW.to_owned()
        }
        None => said(&now),
    };
    drop(now);
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, said).into_response()
}

/// What a page does that is as it was: it shows why the last build failed, if it did, and asks again.
fn said(now: &News) -> String {
    let failure = serde_json::to_string(&now.failure).unwrap_or_default().replace('<', "\\u003c");
    format!(
        "(function () {{\n\
         \x20 var failure = {failure};\n\
         \x20 var old = document.getElementById('concord-failure');\n\
         \x20 if (old) old.remove();\n\
         \x20 if (failure) {{\n\
         \x20   var box = document.createElement('pre');\n\
         \x20   box.id = 'concord-failure';\n\
         \x20   box.setAttribute('role', 'alert');\n\
         \x20   box.textContent = failure;\n\
         \x20   box.style.cssText = 'position:fixed;inset:auto 0 0 0;z-index:9999;margin:0;padding:1rem 1.25rem;\
         max-height:50vh;overflow:auto;background:#7a1420;color:#fff;font:15px/1.5 ui-monospace,monospace;white-space:pre-wrap';\n\
         \x20   document.body.appendChild(box);\n\
         \x20 }}\n\
         \x20 var next = document.createElement('script');\n\
         \x20 next.src = '{SCRIPT}?seen={}&page=' + encodeURIComponent(location.pathname);\n\
         \x20 next.onerror = function () {{ setTimeout(function () {{ location.reload(); }}, 1000); }};\n\
         \x20 // A page that waits for news is not still loading.\n\
         \x20 var ask = function () {{ document.head.appendChild(next); }};\n\
         \x20 if (document.readyState === 'complete') ask(); else addEventListener('load', function () {{ setTimeout(ask); }});\n\
         }})();\n",
        now.number
    )
}

/// A file of the site; a page gets the script.
fn file(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let kind = match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonl" => "application/x-ndjson; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "xml" => "application/xml",
        "txt" | "sha256" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let body = match (ending, std::str::from_utf8(&bytes)) {
        ("html", Ok(html)) => {
            let end = html.rfind("</body>").unwrap_or(html.len());
            Bytes::from(format!("{}<script src=\"{SCRIPT}\" defer></script>\n{}", &html[..end], &html[end..]))
        }
        _ => Bytes::from(bytes),
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, body).into_response()
}

/// The file that a path asks for.
fn file_of(asked: &str) -> String {
    if asked.is_empty() || asked.ends_with('/') { format!("{asked}index.html") } else { asked.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_answered() {
        for (host, port, ours) in [
            ("127.0.0.1:8347", 8347, true),
            ("localhost:8347", 8347, true),
            ("localhost:8348", 8347, false),
            ("localhost", 8347, false),
            ("localhost", 80, true),
            ("127.0.0.1", 80, true),
            ("localhost:80", 80, true),
            ("evil.example", 80, false),
            ("evil.example:80", 80, false),
            ("localhost.evil.example", 80, false),
            ("", 80, false),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            assert_eq!(for_us(&headers, port), ours, "{host} {port}");
        }
    }
}

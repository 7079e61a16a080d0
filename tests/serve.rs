//! The server for the one who writes: it answers with the site, to this machine only, and tells open pages of every change.

mod site;

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use site::Folder;

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn over(folder: &Folder) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_concord"))
            .args(["serve", "--port", "0", "--source", &folder.path().display().to_string()])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let ready = lines.find_map(|line| line.ok()?.split_once("http://").map(|(_, rest)| rest.to_owned()));
        let ready = ready.expect("the server says where it is");
        let address = ready.split('/').next().unwrap_or_default().to_owned();
        // The pipe is read on, so that the server is never held up by it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Status and body.
    fn get(&self, path: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }
}

/// The number of the news that a page knows which is opened now.
fn seen(server: &Server) -> u64 {
    let (_, script) = server.get("/.concord/reload.js", &server.address);
    let number =
        script.split_once("seen=").map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    number.and_then(|number| number.parse().ok()).expect("the script says what it knows")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder() -> Folder {
    Folder::with(&[(
        "content/note.md",
        b"---\nid: note\nlang: en\ntitle: A note\n---\n\n1\\. See resolution 63/195.\n",
    )])
}

#[test]
fn pages_are_served_to_this_machine_only() {
    let folder = folder();
    let server = Server::over(&folder);
    let (status, page) = server.get("/note.html", &server.address);
    assert_eq!(status, 200);
    assert!(page.contains("A note") && page.contains("/.concord/reload.js"), "{page}");
    assert_eq!(server.get("/", &server.address).0, 200);
    assert_eq!(server.get("/nothing.html", &server.address).0, 404);
    assert_eq!(server.get("/../Cargo.toml", &server.address).0, 404);
    assert_eq!(server.get("/%2e%2e/%2e%2e/etc/passwd", &server.address).0, 404);
    assert_eq!(server.get("/note.html", "evil.example").0, 403);
    let written = std::fs::read_to_string(folder.path().join("site/note.html")).expect("the site is on the disk too");
    assert!(!written.contains("reload.js"), "the script is no part of the site");
}

#[test]
fn a_change_is_told_and_an_error_is_shown_until_it_is_mended() {
    let folder = folder();
    let server = Server::over(&folder);
    let known = seen(&server);
    folder
        .put("content/note.md", b"---\nid: note\nlang: en\ntitle: Another note\n---\n\n1\\. See resolution 63/195.\n");
    let ask = |known: u64, page: &str| {
        server.get(&format!("/.concord/reload.js?seen={known}&page={page}"), &server.address).1.trim().to_owned()
    };
    assert!(ask(known, "%2Fnote.html").contains("parseFromString"));
    assert!(!ask(known, "%2F404.html").contains("parseFromString"), "a page that is as it was is left as it is");
    assert!(server.get("/note.html", &server.address).1.contains("Another note"));
    // The page is shown before it is in its place, and is in its place soon after.
    let lies_there = || {
        std::fs::read_to_string(folder.path().join("site/note.html")).is_ok_and(|page| page.contains("Another note"))
    };
    assert!((0..400).any(|_| lies_there() || {
        std::thread::sleep(Duration::from_millis(50));
        false
    }));
    let known = seen(&server);
    folder.put("archive.yaml", b"titel: x\n");
    // The build before may end meanwhile, which is no news of this page: a browser then asks on from there.
    let mut script = ask(known, "%2Fnote.html");
    for _ in 0..5 {
        if !script.contains("var failure = null;") {
            break;
        }
        let next = script.split("seen=").nth(1).and_then(|rest| rest.split('&').next()?.parse().ok());
        script = ask(next.expect("a page is told from where to ask on"), "%2Fnote.html");
    }
    assert!(script.contains("archive.yaml:1") && script.contains("titel"), "{script}");
    assert!(server.get("/note.html", &server.address).1.contains("Another note"), "the pages of the build before stay");
    let known = seen(&server);
    folder.put("archive.yaml", b"title: Mended\n");
    assert!(ask(known, "%2Fnote.html").contains("parseFromString"));
}

#[test]
fn a_folder_that_is_removed_and_made_again_is_watched_on() {
    let folder = folder();
    let server = Server::over(&folder);
    let put = |title: &str| {
        let text = format!("---\nid: note\nlang: en\ntitle: {title}\n---\n\n1\\. See resolution 63/195.\n");
        folder.put("content/note.md", text.as_bytes());
    };
    let shows = |title: &str| {
        (0..400).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            server.get("/note.html", &server.address).1.contains(title)
        })
    };
    for (made, edited) in [("Made again", "Edited then"), ("Made once more", "Edited once more")] {
        std::fs::remove_dir_all(folder.path().join("content")).expect("removed");
        // As `git checkout` does, at once; the second time the server has noticed that it is gone.
        if made == "Made once more" {
            std::thread::sleep(Duration::from_millis(500));
        }
        put(made);
        assert!(shows(made), "{made}");
        put(edited);
        assert!(shows(edited), "{edited}: what is changed in the new folder is not seen");
    }
}

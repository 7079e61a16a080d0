//! Templates and the words that they use: the built-in ones, and those of the source folder that override them file by file. In: a source folder
//! or none. Out: `Templates`, which fill a view into its template, and sheets: pages that know what they are made from before they are
//! filled. A template that cannot be used is a failure that names file and line.

use std::{collections::BTreeMap, path::Path};

use include_dir::{Dir, include_dir};
use tera::{Context, ErrorKind, Tera};

use super::{embedded, labels::Words, view::View};
use crate::{
    box_words::SearchWords,
    model::{Digest, Failure, Lang},
    own,
    verbs::Verbs,
};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// A page that is made from its view alone.
pub struct Sheet<'t> {
    /// Where it goes.
    pub(super) path: String,
    /// The checksum of view and templates; `None` where the view has none.
    pub(super) made_from: Option<Digest>,
    /// Puts the view into its template.
    pub(super) fill: Box<dyn Fn() -> Result<String, Failure> + Send + Sync + 't>,
}

/// The templates of a build and the words that they use.
pub struct Templates {
    tera: Tera,
    /// The words of the interface.
    pub(super) words: Words,
    /// The verbs of citing.
    pub(super) verbs: Verbs,
    /// The words of the search box.
    pub(super) box_words: SearchWords,
    /// The same as `t` in templates, made once for each language.
    spoken: BTreeMap<Lang, tera::Value>,
    /// Where a template came from, for messages.
    places: BTreeMap<String, String>,
    digest: Digest,
}

impl Templates {
    /// Loads the built-in templates and words, and over them the files of `templates/` and `data/` in a source folder.
    pub fn load(source: Option<&Path>) -> Result<Self, Failure> {
        let mut sources: BTreeMap<String, (String, String)> = BTreeMap::new();
        for (name, bytes) in embedded::files(&BUILT_IN) {
            let place = format!("built-in template {name}");
            sources.insert(name, (place, String::from_utf8_lossy(bytes).into_owned()));
        }
        if let Some(source) = source {
            read_folder(&source.join("templates"), &mut sources)?;
        }
        let places = sources.iter().map(|(name, (place, _))| (name.clone(), place.clone())).collect();
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        let (words, verbs, box_words) = (Words::load(source)?, Verbs::load(source)?, SearchWords::load(source)?);
        let said = [words.checksum(), verbs.checksum(), box_words.checksum()];
        let templates = sources.iter().flat_map(|(name, (_, text))| [name.as_bytes(), text.as_bytes()]);
        let digest = Digest::of(templates.chain(said.iter().map(Digest::as_ref)));
        let texts: Vec<(String, String)> = sources.into_iter().map(|(name, (_, text))| (name, text)).collect();
        tera.add_raw_templates(texts).map_err(|error| failure(&error, "", &places))?;
        let spoken =
            Lang::ALL.into_iter().map(|lang| (lang, tera::Value::from_serializable(&words.of(lang).words))).collect();
        Ok(Self { tera, words, verbs, box_words, spoken, places, digest })
    }

    /// The words of the search box.
    pub const fn box_words(&self) -> &SearchWords {
        &self.box_words
    }

    /// The checksum of all templates and words.
    pub(super) const fn digest(&self) -> Digest {
        self.digest
    }

    /// A page that is to be filled, unless the build before filled its template with the same view.
    pub(super) fn sheet<'t, V: View + Send + Sync + 't>(&'t self, path: String, view: V, lang: Lang) -> Sheet<'t> {
        let made_from = self.made_from(&view, lang, &[]);
        Sheet { path, made_from, fill: Box::new(move || self.fill(&view, lang)) }
    }

    /// The same for a page whose rows are made where it is filled, and not before: that they are the same is known sooner than they are made.
    /// `view` has none yet, `rows` is what each is made from, and `put` puts them in.
    pub(super) fn list<'t, V: View + Clone + Send + Sync + 't>(
        &'t self,
        path: String,
        (view, lang): (V, Lang),
        rows: &[Digest],
        put: impl Fn(&mut V) + Send + Sync + 't,
    ) -> Sheet<'t> {
        let made_from = self.made_from(&view, lang, rows);
        let fill = move || {
            let mut view = view.clone();
            put(&mut view);
            self.fill(&view, lang)
        };
        Sheet { path, made_from, fill: Box::new(fill) }
    }

    fn made_from<V: View>(&self, view: &V, lang: Lang, rows: &[Digest]) -> Option<Digest> {
        let shown = serde_json::to_vec(view).ok()?;
        let whole = [self.digest.as_ref(), V::TEMPLATE.as_bytes(), lang.code().as_bytes(), &shown];
        Some(Digest::of(whole.into_iter().chain(rows.iter().map(Digest::as_ref))))
    }

    /// A view in its template.
    pub(super) fn fill<V: View>(&self, view: &V, lang: Lang) -> Result<String, Failure> {
        let fault = |error: &tera::Error| failure(error, V::TEMPLATE, &self.places);
        let mut context = Context::from_serialize(view).map_err(|error| fault(&error))?;
        if let Some(words) = self.spoken.get(&lang) {
            context.insert_value("t", words.clone());
        }
        self.tera.render(V::TEMPLATE, &context).map_err(|error| fault(&error))
    }
}

fn read_folder(folder: &Path, sources: &mut BTreeMap<String, (String, String)>) -> Result<(), Failure> {
    for (name, file) in
        own::files(folder)?.into_iter().filter(|(_, file)| file.extension().is_some_and(|ending| ending == "html"))
    {
        let place = file.display().to_string();
        let text = String::from_utf8(own::bytes(&file)?);
        let text = text.map_err(|error| Failure::new(&place, error, "make it a readable file in UTF-8"))?;
        sources.insert(name, (place, text));
    }
    Ok(())
}

/// An error of the template engine as a failure with file and line.
fn failure(error: &tera::Error, template: &str, places: &BTreeMap<String, String>) -> Failure {
    let place = |name: &str| places.get(name).cloned().unwrap_or_else(|| format!("templates/{name}"));
    let remedy = "mend the template, or delete the file to use the built-in one";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let line = report.span().start_line;
            Failure::new(format!("{}:{line}", place(report.filename())), report.message(), remedy)
        }
        ErrorKind::MissingParent { current, parent } => Failure::new(
            place(current),
            format!("it extends the template `{parent}`, which does not exist"),
            format!("write templates/{parent}, or extend `base.html`"),
        ),
        ErrorKind::TemplateNotFound(name) => {
            Failure::new(place(name), "the template does not exist", "write it, or take the line out that asks for it")
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Failure::new(place(tpl), error, "break the circle of templates")
        }
        _ => Failure::new(place(template), error, remedy),
    }
}

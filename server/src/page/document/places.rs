//! Where else a document was found. The folders of the operator are nobody's business: of a path only the name of the
//! file is shown.

use tongcha::document::Manifestation;

/// A copy of the document.
pub struct PlaceView {
    /// What the copy is called: its file, else the source.
    pub name: String,
    /// Its address, where it is one that a browser may follow.
    pub url: Option<String>,
}

/// The copies, when there are several.
pub fn places(manifestations: &[Manifestation]) -> Vec<PlaceView> {
    if manifestations.len() < 2 {
        return Vec::new();
    }
    manifestations.iter().map(place).collect()
}

fn place(manifestation: &Manifestation) -> PlaceView {
    let path = manifestation.path.as_deref().unwrap_or_default();
    let file = file_name(path);
    let name = match file.is_empty() {
        // The source is named by its operator, perhaps by a folder.
        true => file_name(&manifestation.source),
        false => file,
    };
    PlaceView {
        name: name.to_owned(),
        url: web_address(manifestation.url.as_deref()),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// An address that leads to the web, and runs nothing.
pub fn web_address(url: Option<&str>) -> Option<String> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(source: &str, path: Option<&str>, url: Option<&str>) -> Manifestation {
        Manifestation {
            id: None,
            source: source.to_owned(),
            path: path.map(str::to_owned),
            url: url.map(str::to_owned),
        }
    }

    #[test]
    fn folders_of_the_operator_are_not_shown() {
        let copies = [
            copy(
                "/srv/in",
                Some("a/b/办法.docx"),
                Some("javascript:alert(1)"),
            ),
            copy("C:\\in\\省府", None, Some("https://rules.example.cn/1")),
        ];
        let shown: Vec<(String, Option<String>)> = places(&copies)
            .into_iter()
            .map(|place| (place.name, place.url))
            .collect();
        let url = Some("https://rules.example.cn/1".to_owned());
        assert_eq!(
            shown,
            [("办法.docx".to_owned(), None), ("省府".to_owned(), url)]
        );
        assert!(places(&copies[..1]).is_empty());
    }
}

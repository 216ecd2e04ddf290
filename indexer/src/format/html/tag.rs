//! The elements and attributes that the reading of pages tells apart.

/// Names, and what they are called in a page.
macro_rules! names {
    ($(#[$meta:meta])* $type:ident, $($variant:ident = $name:literal),+ $(,)?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum $type {
            $($variant,)+
        }

        impl $type {
            fn known(name: &[u8]) -> Option<Self> {
                // Longer than any name here: no need to look.
                let mut lower = [0u8; 12];
                let lower = lower.get_mut(..name.len())?;
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                $(if lower == $name.as_bytes() { return Some(Self::$variant); })+
                None
            }

            /// The name in lower case.
            #[allow(dead_code, reason = "only one of the two kinds of names is ever written out")]
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

names! {
    /// An element; all whose kind does not matter are `Other`.
    Tag,
    P = "p", Br = "br", Div = "div", Span = "span", Font = "font", A = "a", B = "b", Strong = "strong",
    Td = "td", Th = "th", Tr = "tr", Table = "table", Tbody = "tbody", Thead = "thead", Tfoot = "tfoot",
    Caption = "caption", Li = "li", Ul = "ul", Ol = "ol", Dl = "dl", Dt = "dt", Dd = "dd",
    H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6",
    Html = "html", Head = "head", Body = "body", Meta = "meta", Title = "title", Link = "link", Base = "base",
    Script = "script", Style = "style", Noscript = "noscript", Template = "template", Iframe = "iframe",
    Noframes = "noframes", Noembed = "noembed", Xmp = "xmp", Textarea = "textarea",
    Nav = "nav", Footer = "footer", Header = "header", Aside = "aside", Section = "section",
    Article = "article", Main = "main", Center = "center", Form = "form", Fieldset = "fieldset",
    Blockquote = "blockquote", Pre = "pre", Hr = "hr", Address = "address", Figure = "figure",
    Img = "img", Input = "input", Col = "col", Area = "area", Embed = "embed", Param = "param", Source = "source",
    Track = "track", Wbr = "wbr", Select = "select", Option = "option", Button = "button", Svg = "svg",
    Object = "object", Video = "video", Audio = "audio", Canvas = "canvas", Label = "label", Rp = "rp",
    Colgroup = "colgroup", Other = "",
}

names! {
    /// An attribute that is looked at.
    Attribute,
    Id = "id", Class = "class", Style = "style", Href = "href", Name = "name", Content = "content",
    Property = "property", Rowspan = "rowspan", Colspan = "colspan", Hidden = "hidden", Start = "start",
    Title = "title", Value = "value",
}

impl Attribute {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Self::known(name)
    }
}

impl Tag {
    pub(super) fn of(name: &str) -> Self {
        Self::known(name.as_bytes()).unwrap_or(Self::Other)
    }

    /// Elements that hold nothing and have no end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Br | Hr
                | Meta
                | Link
                | Base
                | Img
                | Input
                | Col
                | Area
                | Embed
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Elements whose text is not read for tags.
    pub(super) fn holds_raw_text(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script | Style | Iframe | Noframes | Noembed | Xmp | Title | Textarea
        )
    }

    /// Those of them in whose text character references count.
    pub(super) fn holds_references(self) -> bool {
        matches!(self, Self::Title | Self::Textarea)
    }

    /// Elements that nobody sees as text.
    pub(super) fn is_never_text(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Iframe
                | Noframes
                | Noembed
                | Noscript
                | Template
                | Title
                | Textarea
                | Select
                | Button
                | Svg
                | Object
                | Video
                | Audio
                | Canvas
                | Rp
                | Meta
                | Input
        )
    }

    /// Elements before and behind which a paragraph ends.
    pub(super) fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            P | Div
                | Td
                | Th
                | Tr
                | Table
                | Tbody
                | Thead
                | Tfoot
                | Caption
                | Li
                | Ul
                | Ol
                | Dl
                | Dt
                | Dd
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Nav
                | Footer
                | Header
                | Aside
                | Section
                | Article
                | Main
                | Center
                | Form
                | Fieldset
                | Blockquote
                | Pre
                | Hr
                | Address
                | Figure
        )
    }

    pub(super) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Th)
    }

    /// Elements out of which end tags inside do not reach.
    pub(super) fn is_scope(self) -> bool {
        use Tag::*;
        matches!(self, Td | Th | Table | Caption | Object | Button)
    }
}

//! One form for each punctuation mark.
//!
//! Where Chinese texts nearly always write the full-width mark, that is the form: `，；：！？（）`. Most texts
//! are then unchanged by normalising, which keeps it cheap and the alignment empty. Marks that are written in
//! many ways get the form that is easiest to write in code: `"`, `'`, `-`, `·`, and for number brackets `〔〕`.

/// The canonical form of a punctuation mark, space or control character; any other character is itself.
pub(super) fn canonical(c: char) -> char {
    match c {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_control() || c.is_whitespace() => ' ',
        // Invisible: zero-width spaces and joiners, direction marks, soft hyphen, byte order mark.
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}' => ' ',

        // The brackets of document numbers: 〔2020〕, typed as [2020], 【2020】, ﹝2020﹞.
        '[' | '［' | '【' | '〖' | '﹝' | '❲' | '⟮' | '︹' | '︻' | '﹇' => '〔',
        ']' | '］' | '】' | '〗' | '﹞' | '❳' | '⟯' | '︺' | '︼' | '﹈' => '〕',
        '(' | '﹙' | '⁽' | '︵' => '（',
        ')' | '﹚' | '⁾' | '︶' => '）',
        // Titles, also inside titles; << and >> are how they are typed without an input method.
        '〈' | '＜' | '<' | '﹤' | '«' | '‹' | '︽' | '︿' | '⟨' | '⟪' => '《',
        '〉' | '＞' | '>' | '﹥' | '»' | '›' | '︾' | '﹀' | '⟩' | '⟫' => '》',
        '“' | '”' | '„' | '‟' | '＂' | '〝' | '〞' | '〟' | '「' | '」' | '『' | '』' | '﹁'
        | '﹂' | '﹃' | '﹄' => '"',
        '‘' | '’' | '‚' | '‛' | '＇' | '`' | '｀' | '´' => '\'',

        '－' | '﹣' | '‐'..='―' | '−' | '⁃' | '─' | '━' | '﹘' | '⸺' | '⸻' => {
            '-'
        }
        '～' | '〜' | '∼' | '˜' => '~',
        '·' | '•' | '・' | '･' | '‧' | '∙' | '⋅' | 'ꞏ' | '᛫' | '▪' => '·',
        ',' | '﹐' | '︐' => '，',
        ';' | '﹔' | '︔' => '；',
        ':' | '﹕' | '︓' | '∶' | 'ː' | '꞉' => '：',
        '!' | '﹗' | '︕' => '！',
        '?' | '﹖' | '︖' => '？',
        // A circle for the numeral zero: 二○○八年.
        '○' | '◯' => '〇',
        _ => c,
    }
}

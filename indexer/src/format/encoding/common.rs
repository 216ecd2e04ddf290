//! Which characters Chinese official texts are mostly made of: what tells a right guess of an encoding from a wrong
//! one, which is made of characters that hardly anyone writes.

use std::sync::OnceLock;

/// The 300 most frequent characters of laws and rules make up 79 % of them.
const SIMPLIFIED: &str = "的人条第法行定和应规当十政民理管以有者关业部用设或门工一地会市保务国机二建本生公作不其三区事在主制责施员对合经\
等产为府发位处可单物及资上安证出中四由动依实五照全构进级权护方提下院内水监要并所时他件划查自报家按体同通标案审准任办期成得项请品违委职\
收组情分文开交款大服议城利境据县六性重取营申年程信共立学计改社相使检告向防化明督织律与日环供企予房未展表加七代专场能金罚例执费个外活批\
后备范入道住元调决技土省受求运育负限度源治农采确八具目质列险教反于记各书医接况章基域车量正意息之指过持术商九止污电置原强新前统承需起根\
诉协造支高村名害格价结料核百居常被路现式财投乡面知放登令集障将染万复导是力给口排措疗除符";
/// How those of them that differ are written traditionally.
const TRADITIONAL: &str = "條應規當關業設門會務國機區製責員對經產為發處單資証證動實構進級權護內監並併時劃報傢體標審準辦項請違職組開議據縣\
營學計檢曏織與環錶專場罰執費個箇後備範調決運負農埰採確質險於記書醫況車過術汙電強統訴協價結現財鄉麵將萬複復導給療";

/// What a text is made of.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Census {
    pub chars: usize,
    /// Chinese characters.
    pub han: usize,
    /// Those of them that are common.
    pub common: usize,
    pub private: usize,
    /// Places where U+FFFD stands.
    pub replaced: usize,
    /// Letters, digits and marks that stand in Chinese texts; Chinese characters included.
    pub expected: usize,
}

impl Census {
    pub(super) fn of(text: impl Iterator<Item = char>) -> Self {
        let common = common();
        let mut census = Self::default();
        let mut before = ' ';
        for character in text {
            census.chars += 1;
            match character {
                '\u{4e00}'..='\u{9fff}' => {
                    census.han += 1;
                    census.expected += 1;
                    census.common += usize::from(common[character as usize - FIRST]);
                }
                // One lost byte may leave several signs.
                '\u{fffd}' => census.replaced += usize::from(before != '\u{fffd}'),
                '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => census.private += 1,
                '\t' | '\n' | '\r' | ' '..='~' => census.expected += 1,
                '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}' | '\u{2010}'..='\u{203b}' => {
                    census.expected += 1;
                }
                _ => {}
            }
            before = character;
        }
        census
    }

    /// The share of common characters among the Chinese ones; 0 where there are none.
    pub(super) fn common_share(&self) -> f64 {
        self.common as f64 / self.han.max(1) as f64
    }
}

/// The first and the last character that [`common`] tells of.
const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;

/// Whether the character that stands so far behind the first is common: a table, for it is asked once a character.
fn common() -> &'static [bool] {
    static COMMON: OnceLock<Vec<bool>> = OnceLock::new();
    COMMON.get_or_init(|| {
        let mut table = vec![false; LAST - FIRST + 1];
        for character in SIMPLIFIED.chars().chain(TRADITIONAL.chars()) {
            table[character as usize - FIRST] = true;
        }
        table
    })
}

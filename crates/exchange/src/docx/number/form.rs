//! The forms in which Word writes a number.

/// The largest number that is written in letters; Word gives up there too.
const LETTERS_MAX: u32 = 780;
const ROMAN_MAX: u32 = 32_767;

/// Returns a number in a form, or nothing where the form is unknown or does not reach so far.
pub(super) fn shown(number: u32, form: &str) -> Option<String> {
    Some(match form {
        "decimal" => number.to_string(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        "upperRoman" => roman(number)?,
        "lowerRoman" => roman(number)?.to_lowercase(),
        "upperLetter" => letters(number, &LATIN)?.to_uppercase(),
        "lowerLetter" => letters(number, &LATIN)?,
        "russianUpper" => letters(number, &RUSSIAN)?.to_uppercase(),
        "russianLower" => letters(number, &RUSSIAN)?,
        "arabicAlpha" => letters(number, &ARABIC)?,
        "arabicAbjad" => letters(number, &ABJAD)?,
        "hebrew2" => letters(number, &HEBREW)?,
        "hebrew1" => hebrew(number)?,
        "ordinal" => format!("{number}{}", ending(number)),
        "cardinalText" => capital(&words(number)?),
        "ordinalText" => capital(&ordinal_words(number)?),
        "numberInDash" => format!("- {number} -"),
        "chicago" => {
            let sign = ["*", "†", "‡", "§"][(number.checked_sub(1)? % 4) as usize];
            sign.repeat(((number - 1) / 4 + 1).min(LETTERS_MAX) as usize)
        }
        "decimalEnclosedCircle" => char::from_u32(0x2460 + number.checked_sub(1).filter(|&n| n < 20)?)?.to_string(),
        "decimalFullWidth" => digits(number, 0xff10)?,
        "hindiNumbers" => digits(number, 0x0966)?,
        "thaiNumbers" => digits(number, 0x0e50)?,
        "hex" => format!("{number:X}"),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => chinese(number)?,
        _ => return None,
    })
}

/// Returns whether a form is one of those above.
pub(super) fn is_known(form: &str) -> bool {
    form == "bullet" || shown(1, form).is_some()
}

const LATIN: [char; 26] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z',
];
const RUSSIAN: [char; 29] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч',
    'ш', 'щ', 'ы', 'э', 'ю', 'я',
];
const ARABIC: [char; 28] = [
    'أ', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل',
    'م', 'ن', 'ه', 'و', 'ي',
];
const ABJAD: [char; 28] = [
    'أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];
const HEBREW: [char; 22] =
    ['א', 'ב', 'ג', 'ד', 'ה', 'ו', 'ז', 'ח', 'ט', 'י', 'כ', 'ל', 'מ', 'נ', 'ס', 'ע', 'פ', 'צ', 'ק', 'ר', 'ש', 'ת'];

/// Returns a number as a letter; after the last one it is doubled, then written three times.
fn letters(number: u32, alphabet: &[char]) -> Option<String> {
    let at = number.checked_sub(1).filter(|_| number <= LETTERS_MAX)? as usize;
    let letter = alphabet[at % alphabet.len()];
    Some(std::iter::repeat_n(letter, at / alphabet.len() + 1).collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            out.push_str(sign);
            rest -= worth;
        }
    }
    (1..=ROMAN_MAX).contains(&number).then_some(out)
}

fn hebrew(number: u32) -> Option<String> {
    const SIGNS: [(u32, char); 22] = [
        (400, 'ת'),
        (300, 'ש'),
        (200, 'ר'),
        (100, 'ק'),
        (90, 'צ'),
        (80, 'פ'),
        (70, 'ע'),
        (60, 'ס'),
        (50, 'נ'),
        (40, 'מ'),
        (30, 'ל'),
        (20, 'כ'),
        (10, 'י'),
        (9, 'ט'),
        (8, 'ח'),
        (7, 'ז'),
        (6, 'ו'),
        (5, 'ה'),
        (4, 'ד'),
        (3, 'ג'),
        (2, 'ב'),
        (1, 'א'),
    ];
    let mut rest = Some(number).filter(|number| (1..=LETTERS_MAX).contains(number))?;
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        // Fifteen and sixteen are nine and six, nine and seven: the other letters would spell the name of God.
        if matches!(rest, 15 | 16) {
            out.push_str(if rest == 15 { "טו" } else { "טז" });
            rest = 0;
        }
        while rest >= worth {
            out.push(sign);
            rest -= worth;
        }
    }
    Some(out)
}

fn digits(number: u32, zero: u32) -> Option<String> {
    number.to_string().bytes().map(|digit| char::from_u32(zero + u32::from(digit - b'0'))).collect()
}

fn chinese(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, number % 10);
    Some(match (tens, ones) {
        (0, ones) => DIGITS[ones as usize].to_string(),
        (1, 0) => "十".to_string(),
        (1, ones) => format!("十{}", DIGITS[ones as usize]),
        (2..=9, 0) => format!("{}十", DIGITS[tens as usize]),
        (2..=9, ones) => format!("{}十{}", DIGITS[tens as usize], DIGITS[ones as usize]),
        _ => return None,
    })
}

fn ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn words(number: u32) -> Option<String> {
    Some(match number {
        0..=19 => ONES[number as usize].to_string(),
        20..=99 if number.is_multiple_of(10) => TENS[(number / 10) as usize].to_string(),
        20..=99 => format!("{}-{}", TENS[(number / 10) as usize], ONES[(number % 10) as usize]),
        100..=999 if number.is_multiple_of(100) => format!("{} hundred", ONES[(number / 100) as usize]),
        100..=999 => format!("{} hundred {}", ONES[(number / 100) as usize], words(number % 100)?),
        _ => return None,
    })
}

fn ordinal_words(number: u32) -> Option<String> {
    let cardinal = words(number)?;
    let at = cardinal.rfind(['-', ' ']).map_or(0, |at| at + 1);
    let (start, last) = cardinal.split_at(at);
    let last = match last {
        "one" => "first".to_string(),
        "two" => "second".to_string(),
        "three" => "third".to_string(),
        "five" => "fifth".to_string(),
        "eight" => "eighth".to_string(),
        "nine" => "ninth".to_string(),
        "twelve" => "twelfth".to_string(),
        other if other.ends_with('y') => format!("{}ieth", &other[..other.len() - 1]),
        other => format!("{other}th"),
    };
    Some(format!("{start}{last}"))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

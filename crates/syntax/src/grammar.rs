//! The words of the language: every entry and clause, as data.
//!
//! To add one, write its [`Form`] here and add it to the clauses of its owner, or to [`ENTRIES`].

use crate::form::{Colon, Count, Dated, Form, Slot, Space, Start, Take, Times};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const fn one(name: &'static str, take: Take) -> Slot {
    Slot { name, take, count: Count::One, colon: Colon::No }
}

const fn maybe(name: &'static str, take: Take) -> Slot {
    Slot { name, take, count: Count::Maybe, colon: Colon::No }
}

const fn many(name: &'static str, take: Take) -> Slot {
    Slot { name, take, count: Count::Many, colon: Colon::No }
}

const fn body(name: &'static str, take: Take) -> Slot {
    Slot { name, take, count: Count::One, colon: Colon::Yes }
}

const fn clause(keyword: &'static str, slots: &'static [Slot], about: &'static str) -> Form {
    Form { keyword, start: Start::Keyword, dated: Dated::Never, slots, clauses: &[], times: Times::Once, about }
}

const fn word(keyword: &'static str, words: &'static [&'static str], about: &'static str) -> Form {
    Form {
        keyword,
        start: Start::Word(words),
        dated: Dated::Never,
        slots: &[],
        clauses: &[],
        times: Times::Once,
        about,
    }
}

const fn repeated(form: Form) -> Form {
    Form { times: Times::Many, ..form }
}

const fn with(form: Form, clauses: &'static [&'static Form]) -> Form {
    Form { clauses, ..form }
}

const fn dated(form: Form) -> Form {
    Form { dated: Dated::Always, times: Times::Many, ..form }
}

const fn perhaps_dated(form: Form) -> Form {
    Form { dated: Dated::Maybe, times: Times::Many, ..form }
}

const ACTOR: Take = Take::Name(Space::Actor);
const SPEAKER: Take = Take::NameOrText(Space::Actor);
const POINT: Take = Take::Name(Space::Matter);

// Clauses that many entries share.

static NOTE: Form = repeated(clause("note", &[one("text", Take::Text)], "a remark for the reader"));
static BECAUSE: Form = clause("because", &[one("text", Take::Text)], "the reason given");
static UNTIL: Form = clause("until", &[one("date", Take::Date)], "the last day on which it holds");
static WITH: Form = clause("with", &[many("actors", ACTOR)], "who may see it, besides its owner");
static SHARE: Form = with(
    clause(
        "share",
        &[one("permission", Take::Word(&["none", "mediator", "unattributed", "attributed", "public"]))],
        "who may be told: nobody, the mediator, anybody without or with the name, the public",
    ),
    &[&UNTIL, &WITH],
);
static HANDLING: Form = clause("handling", &[one("mark", Take::Text)], "the handling mark, printed on every page");
static ON: Form = clause("on", &[many("points", POINT)], "the points that it concerns");
static ANONYMOUS: Form = word("anonymous", &["anonymous"], "the speaker is not named");
static HEDGED: Form = clause("hedged", &[maybe("words", Take::Text)], "the report itself is unsure (\"reportedly\")");
static GRADE: Form = clause("grade", &[one("grade", Take::Code)], "Admiralty grade: source A–F, content 1–6");
static VIA: Form =
    clause("via", &[many("outlets", Take::NameOrText(Space::Report))], "through which report or outlet it came");
static BY: Form = clause("by", &[one("speaker", SPEAKER)], "who said it");
static OF: Form = clause("of", &[many("parties", ACTOR)], "whose position is claimed");
static FROM: Form = clause("from", &[one("party", ACTOR)], "the side to which an unnamed speaker belongs");
static IN_ROUND: Form = clause("round", &[one("round", Take::Name(Space::Round))], "the round in which it happened");
static IN_CHANNEL: Form =
    clause("channel", &[one("channel", Take::Name(Space::Channel))], "the channel through which it went");
static EVIDENCE: Form = repeated(with(
    clause(
        "evidence",
        &[one("report", Take::Name(Space::Report)), maybe("extract", Take::Text)],
        "the passage on which the entry rests",
    ),
    &[&BY, &FROM, &VIA, &ANONYMOUS, &HEDGED, &GRADE],
));
static ALIAS: Form = clause("alias", &[many("names", Take::Text)], "other spellings of the name");
static ATTRIBUTION: Form = word(
    "attribution",
    &["on-record", "background", "chatham", "off-record", "document"],
    "the rule under which it may be attributed",
);

// The frame.

static CASE: Form = with(
    clause("case", &[one("title", Take::Text)], "the title of the negotiation"),
    &[
        &clause("about", &[one("text", Take::Text)], "what it is about"),
        &clause("language", &[one("code", Take::Code)], "the language of the record, as in BCP 47"),
        &clause("stage", &[one("stage", Take::Code)], "the stage of the process, as in PA-X"),
        &word("rule", &["all-or-nothing"], "nothing is agreed until everything is agreed"),
        &HANDLING,
        &NOTE,
    ],
);
static PARTY: Form = repeated(with(
    clause(
        "party",
        &[
            one("name", Take::New(Space::Actor)),
            maybe("title", Take::Text),
            many("roles", Take::Word(&["principal", "mediator", "guarantor", "stakeholder"])),
        ],
        "who negotiates, mediates, guarantees or must be asked",
    ),
    &[&ALIAS, &NOTE],
));
static GROUP: Form = repeated(with(
    clause(
        "group",
        &[
            one("name", Take::New(Space::Actor)),
            maybe("title", Take::Text),
            Slot { name: "members", take: ACTOR, count: Count::Many, colon: Colon::Yes },
        ],
        "several parties under one name",
    ),
    &[&ALIAS, &NOTE],
));
static PERSON: Form = repeated(with(
    clause("person", &[one("name", Take::New(Space::Actor)), maybe("title", Take::Text)], "who speaks or decides"),
    &[
        &clause("of", &[one("party", ACTOR)], "the party to which the person belongs"),
        &clause("role", &[one("text", Take::Text)], "the office held"),
        &clause(
            "authority",
            &[one("authority", Take::Word(&["full", "ad-referendum", "explore", "none"]))],
            "how far the person can bind the party",
        ),
        &ALIAS,
        &NOTE,
    ],
));
static CHANNEL: Form = repeated(with(
    clause(
        "channel",
        &[
            one("name", Take::New(Space::Channel)),
            maybe("title", Take::Text),
            maybe("kind", Take::Word(&["open", "back"])),
            Slot { name: "actors", take: ACTOR, count: Count::Many, colon: Colon::Yes },
        ],
        "a line of talks and who is on it",
    ),
    &[&NOTE, &SHARE],
));
static INSTRUMENT: Form = repeated(with(
    clause(
        "instrument",
        &[one("name", Take::New(Space::Instrument)), maybe("title", Take::Text)],
        "a legal text, and who signs it",
    ),
    &[
        &clause("signed-by", &[many("actors", ACTOR)], "who is bound by it"),
        &clause("witnessed-by", &[many("actors", ACTOR)], "who witnesses it"),
        &clause("guaranteed-by", &[many("actors", ACTOR)], "who guarantees it"),
        &clause("form", &[one("form", Take::WordOrText(LEGAL_FORMS))], "its legal form"),
        &NOTE,
    ],
));
/// Legal forms that the language knows by name; any other goes in quotes.
pub const LEGAL_FORMS: &[&str] = &[
    "treaty",
    "exchange-of-notes",
    "memorandum",
    "side-letter",
    "annex",
    "resolution",
    "declaration",
    "statute",
    "constitutional-amendment",
    "contract",
    "practice",
];
static FACT: Form = repeated(with(
    clause(
        "fact",
        &[
            one("name", Take::New(Space::Matter)),
            maybe("title", Take::Text),
            Slot { name: "when", take: Take::Expr, count: Count::Maybe, colon: Colon::Yes },
        ],
        "what a package makes true in the world",
    ),
    &[&NOTE],
));
static CHAPTER: Form =
    repeated(with(clause("chapter", &[one("title", Take::Text)], "a heading for the points that follow"), &[&NOTE]));
static REVERSIBILITY: Form =
    word("reversibility", &["reversible", "costly-to-reverse", "irreversible"], "how hard it is to undo");
static OPTION: Form = repeated(with(
    clause(
        "option",
        &[one("name", Take::New(Space::Option)), maybe("title", Take::Text)],
        "one way to settle the point",
    ),
    &[
        &clause("gives", &[many("facts", POINT)], "the facts that it makes true"),
        &clause("via", &[many("instruments", Take::Name(Space::Instrument))], "the instruments that enact it"),
        &clause("form", &[one("form", Take::WordOrText(LEGAL_FORMS))], "its legal form"),
        &REVERSIBILITY,
        &word("provision", &["no-provision"], "the texts say nothing on the point"),
        &SHARE,
        &NOTE,
    ],
));
static POINT_FORM: Form = repeated(with(
    clause("point", &[one("name", Take::New(Space::Matter)), maybe("title", Take::Text)], "one thing to be settled"),
    &[
        &word("kind", &["choice", "scale"], "a choice, or options in order from least to most"),
        &clause("number", &[one("range", Take::Range)], "settled by a number"),
        &clause("date", &[one("range", Take::Range)], "settled by a date"),
        &clause("step", &[one("step", Take::Step)], "the distance between neighbouring values"),
        &clause("unit", &[one("unit", Take::Code)], "what the number counts"),
        &clause("region", &[many("codes", Take::Code)], "the regions concerned, as in ISO 3166-2"),
        &clause("topic", &[many("codes", Take::Code)], "the topics, as in PA-X"),
        &clause("part-of", &[one("point", POINT)], "the point of which this is one dimension"),
        &OPTION,
        &SHARE,
        &NOTE,
    ],
));
static LINK: Form = repeated(with(
    clause(
        "link",
        &[maybe("name", Take::New(Space::Line)), maybe("title", Take::Text), body("holds", Take::Expr)],
        "a matter of logic or feasibility, nobody's wish",
    ),
    &[&BECAUSE, &EVIDENCE, &NOTE],
));

// Reports and what they say.

static REPORT: Form = dated(with(
    clause(
        "report",
        &[one("name", Take::New(Space::Report)), maybe("title", Take::Text)],
        "a published account, or a note",
    ),
    &[
        &clause("publisher", &[one("name", Take::Text)], "who published it"),
        &clause("author", &[one("name", Take::Text)], "who wrote it"),
        &clause("retells", &[many("reports", Take::Name(Space::Report))], "the reports that it repeats"),
        &clause("url", &[one("url", Take::Text)], "where it was published"),
        &clause("file", &[one("path", Take::Text)], "where the text is kept, below the case folder"),
        &clause("language", &[one("code", Take::Code)], "its language, as in BCP 47"),
        &word("kind", &["press", "read-out", "statement", "cable", "minute"], "what sort of account it is"),
        &word("seen", &["unseen"], "known only through the reports that retell it"),
        &word("dating", &["about"], "the date is an estimate"),
        &ATTRIBUTION,
        &GRADE,
        &HANDLING,
        &SHARE,
        &NOTE,
    ],
));
static CLAIM: Form = dated(with(
    clause(
        "claim",
        &[
            one("report", Take::Name(Space::Report)),
            Slot { name: "denial", take: Take::Word(&["not"]), count: Count::Maybe, colon: Colon::Optional },
            one(
                "what",
                Take::Word(&[
                    "agreed",
                    "open",
                    "accepts",
                    "rejects",
                    "offers",
                    "demands",
                    "considers",
                    "shown",
                    "met",
                    "says",
                ]),
            ),
            maybe("about", Take::Expr),
            maybe("text", Take::Text),
        ],
        "what a report says that somebody said or that happened",
    ),
    &[
        &BY,
        &FROM,
        &OF,
        &ON,
        &VIA,
        &ANONYMOUS,
        &HEDGED,
        &clause("quote", &[one("text", Take::Text)], "the words, as printed"),
        &GRADE,
        &IN_ROUND,
        &SHARE,
        &NOTE,
    ],
));
static ROUND: Form = dated(with(
    clause(
        "round",
        &[
            maybe("name", Take::New(Space::Round)),
            one("place", Take::Text),
            Slot { name: "actors", take: ACTOR, count: Count::Many, colon: Colon::Yes },
        ],
        "a meeting: where, when, who",
    ),
    &[
        &WITH_PERSONS,
        &word("format", &["bilateral", "plenary", "proximity", "shuttle", "summit", "call"], "how they met"),
        &IN_CHANNEL,
        &clause("host", &[one("host", SPEAKER)], "who hosted it"),
        &clause("outcome", &[one("text", Take::Text)], "what came of it"),
        &word("state", &["planned", "cancelled"], "it has not taken place"),
        &word("dating", &["about"], "the date is an estimate"),
        &UNTIL,
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));
static WITH_PERSONS: Form = clause("with", &[many("persons", ACTOR)], "the persons in the room");
static SHOWN: Form = dated(with(
    clause("shown", &[one("draft", Take::Name(Space::Draft))], "who saw a draft, and when"),
    &[
        &clause("to", &[many("actors", ACTOR)], "who saw it"),
        &clause("by", &[one("actor", SPEAKER)], "who showed it"),
        &IN_CHANNEL,
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));

// What parties hold.

static FALLBACK: Form = repeated(with(
    Form {
        slots: &[Slot { name: "holds", take: Take::Expr, count: Count::One, colon: Colon::Optional }],
        ..clause("fallback", &[], "the next position down the ladder")
    },
    &[&clause("approver", &[one("approver", SPEAKER)], "who may allow it"), &NOTE],
));
static STANCE: Form = dated(with(
    clause(
        "stance",
        &[
            one("party", ACTOR),
            one(
                "verb",
                Take::Word(&["red-line", "demand", "offers", "accepts", "reserves", "considers", "opposes", "drops"]),
            ),
            maybe("name", Take::New(Space::Line)),
            maybe("title", Take::Text),
            Slot { name: "holds", take: Take::Expr, count: Count::Maybe, colon: Colon::Yes },
        ],
        "what a party holds from this date on",
    ),
    &[
        &clause("if", &[one("condition", Take::Expr)], "the condition of the offer"),
        &clause("relaxes", &[many("lines", Take::Name(Space::Line))], "the red lines that give way to the offer"),
        &ON,
        &clause("to", &[many("actors", ACTOR)], "to whom it was said"),
        &clause(
            "basis",
            &[one(
                "basis",
                Take::WordOrText(&["constitutional", "statutory", "mandate", "pledge", "policy", "security"]),
            )],
            "what the stance stands on",
        ),
        &clause("mandator", &[one("mandator", SPEAKER)], "who set it and may lift it"),
        &clause("cost", &[one("cost", Take::Number)], "the cost of giving way, in the analyst's units"),
        &FALLBACK,
        &UNTIL,
        &IN_ROUND,
        &IN_CHANNEL,
        &BECAUSE,
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));
static VALUE: Form = dated(with(
    clause(
        "value",
        &[one("party", ACTOR), body("values", Take::Values)],
        "the analyst's estimate of what points are worth",
    ),
    &[
        &clause("full", &[one("rating", Take::Number)], "the rating that earns the whole weight of a point; else 100"),
        &word("measure", &["of-best"], "of each point, the highest rating earns the whole weight"),
        &repeated(with(
            clause("plus", &[one("amount", Take::Number)], "what is gained besides, where a condition holds"),
            &[&clause("if", &[one("condition", Take::Expr)], "where it is gained")],
        )),
        &clause("out-of", &[one("divisor", Take::Number)], "the number by which the sum is divided"),
        &clause("capped", &[one("most", Take::Number)], "what no package is worth more than"),
        &clause("discount", &[one("factor", Take::Number)], "the share of its value that a deal keeps if talks last"),
        &BECAUSE,
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));
static PREFERS: Form = dated(with(
    clause("prefers", &[one("party", ACTOR), body("orders", Take::Orders)], "what a party likes better"),
    &[&BECAUSE, &EVIDENCE, &SHARE, &NOTE],
));
static WALK_AWAY: Form = dated(with(
    clause(
        "walk-away",
        &[one("party", ACTOR), Slot { name: "value", take: Take::Number, count: Count::One, colon: Colon::Optional }],
        "the value of no deal to a party",
    ),
    &[&BECAUSE, &EVIDENCE, &SHARE, &NOTE],
));

// Drafts and agreements.

static DRAFT_CLAUSE: Form = Form {
    keyword: "clause",
    start: Start::Label,
    dated: Dated::Never,
    slots: &[one("label", Take::Label), maybe("title", Take::Text), maybe("settles", Take::Settlements)],
    clauses: &[
        &repeated(clause("was", &[one("label", Take::Label)], "its number in the draft that this one revises")),
        &word("novelty", &["new"], "it has no counterpart in the drafts that this one revises"),
        &word("silence", &["silent"], "the clause is there and says nothing on its point"),
        &clause("on", &[many("points", POINT)], "the points that it concerns"),
        &clause("text", &[one("text", Take::Text)], "its words"),
        &clause("moved-to", &[one("instrument", Take::Name(Space::Instrument))], "the instrument that carries it now"),
        &EVIDENCE,
        &NOTE,
    ],
    times: Times::Many,
    about: "a numbered clause and how it settles its points",
};
static DRAFT: Form = dated(with(
    clause(
        "draft",
        &[one("name", Take::New(Space::Draft)), maybe("title", Take::Text)],
        "a paper that somebody tabled",
    ),
    &[
        &clause("by", &[many("authors", SPEAKER)], "who wrote it"),
        &clause("revises", &[many("drafts", Take::Name(Space::Draft))], "the drafts that it answers or replaces"),
        &word(
            "status",
            &[
                "idea",
                "elements",
                "non-paper",
                "proposal",
                "counter-draft",
                "compilation",
                "mediators-text",
                "rolling-text",
                "clean",
                "initialled",
                "signed",
            ],
            "the status of the paper",
        ),
        &word("publicity", &["confidential", "leaked", "published"], "who knows the paper"),
        &word("dating", &["about"], "the date is an estimate"),
        &clause("text", &[one("path", Take::Text)], "where its text is kept, below the case folder"),
        &clause("dropped", &[many("labels", Take::Label)], "clauses of the earlier draft that are gone"),
        &IN_CHANNEL,
        &DRAFT_CLAUSE,
        &HANDLING,
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));
static AGREES: Form = dated(with(
    clause(
        "agrees",
        &[one("party", ACTOR), Slot { name: "settles", take: Take::Settlements, count: Count::One, colon: Colon::Yes }],
        "a party's own confirmation",
    ),
    &[
        &word("reference", &["ad-referendum"], "subject to whoever may bind the party"),
        &clause("by", &[one("person", SPEAKER)], "who confirmed it"),
        &IN_ROUND,
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));
static REOPENS: Form = dated(with(
    clause(
        "reopens",
        &[one("party", ACTOR), Slot { name: "points", take: POINT, count: Count::Many, colon: Colon::Optional }],
        "a party takes its confirmation back",
    ),
    &[&BECAUSE, &EVIDENCE, &SHARE, &NOTE],
));

// The world outside the room, and the way to entry into force.

static EVENT: Form = dated(with(
    clause("event", &[one("title", Take::Text)], "something outside the room that matters"),
    &[&clause("by", &[many("actors", SPEAKER)], "who did it"), &ON, &UNTIL, &EVIDENCE, &SHARE, &NOTE],
));
static RATIFY: Form = perhaps_dated(with(
    clause(
        "ratify",
        &[one("instrument", Take::Name(Space::Instrument)), one("party", ACTOR)],
        "a step that an instrument needs at home",
    ),
    &[
        &clause("as", &[one("name", Take::New(Space::Step))], "the name of the step"),
        &clause(
            "by",
            &[
                one(
                    "body",
                    Take::WordOrText(&[
                        "head-of-state",
                        "cabinet",
                        "chamber",
                        "parliament",
                        "referendum",
                        "organisation",
                        "members",
                        "court",
                    ]),
                ),
                maybe("title", Take::Text),
            ],
            "who decides",
        ),
        &clause("threshold", &[one("share", Take::Number)], "the share of votes needed"),
        &clause("quorum", &[one("share", Take::Number)], "the turnout needed"),
        &clause("electorate", &[one("text", Take::Text)], "who may vote"),
        &clause("lead", &[one("time", Take::Duration)], "the time it takes to prepare and hold"),
        &repeated(with(
            clause("needs", &[one("what", Take::Name(Space::Step))], "what must be the case before"),
            &[&clause("for", &[one("time", Take::Duration)], "for how long")],
        )),
        &clause("not-before", &[one("date", Take::Date)], "the earliest date"),
        &clause("expires", &[one("date", Take::Date)], "when the mandate for it lapses"),
        &clause("on-failure", &[one("text", Take::Text)], "what follows if it fails"),
        &EVIDENCE,
        &SHARE,
        &NOTE,
    ],
));
static DEADLINE: Form = repeated(with(
    clause(
        "deadline",
        &[one("date", Take::Date), maybe("party", ACTOR), one("title", Take::Text)],
        "a date that binds somebody",
    ),
    &[&word("dating", &["about"], "the date is an estimate"), &BECAUSE, &EVIDENCE, &SHARE, &NOTE],
));
static ASSUME: Form = repeated(with(
    clause(
        "assume",
        &[one("name", Take::New(Space::Assumption)), maybe("title", Take::Text)],
        "what holds only where the question says so",
    ),
    &[&WALK_AWAY, &VALUE, &PREFERS, &STANCE, &LINK, &BY, &BECAUSE, &EVIDENCE, &SHARE, &NOTE],
));
static NOTE_ENTRY: Form = perhaps_dated(with(
    clause("note", &[one("text", Take::Text)], "a free note"),
    &[&ON, &clause("by", &[one("author", SPEAKER)], "whose note it is"), &EVIDENCE, &HANDLING, &SHARE],
));

/// All entries, in the order of the language reference.
pub static ENTRIES: &[&Form] = &[
    &CASE,
    &PARTY,
    &GROUP,
    &PERSON,
    &CHANNEL,
    &INSTRUMENT,
    &FACT,
    &CHAPTER,
    &POINT_FORM,
    &LINK,
    &REPORT,
    &CLAIM,
    &ROUND,
    &SHOWN,
    &STANCE,
    &VALUE,
    &PREFERS,
    &WALK_AWAY,
    &DRAFT,
    &AGREES,
    &REOPENS,
    &EVENT,
    &RATIFY,
    &DEADLINE,
    &ASSUME,
    &NOTE_ENTRY,
];

/// Words with a meaning inside expressions; nothing else may be called so.
pub const RESERVED: &[&str] =
    &["and", "or", "not", "implies", "iff", "in", "signs", "at-least", "at-most", "exactly", "of", "true", "false"];

/// Returns whether a name would be read as a clause where such things are listed without commas: a report called
/// `cable` would vanish from `retells wire cable`.
pub fn is_clause_in_lists(space: Space, name: &str) -> bool {
    static LISTS: LazyLock<HashMap<Space, HashSet<&'static str>>> = LazyLock::new(|| {
        let mut found = HashMap::new();
        ENTRIES.iter().for_each(|form| collect(form, &mut Vec::new(), &mut found));
        found
    });
    LISTS.get(&space).is_some_and(|words| words.contains(name))
}

/// Adds for each list that `form` or its clauses can hold the words that may follow it.
fn collect(form: &'static Form, owners: &mut Vec<&'static Form>, found: &mut HashMap<Space, HashSet<&'static str>>) {
    owners.push(form);
    for slot in form.slots.iter().filter(|slot| slot.count != Count::One) {
        if let Take::Name(space) | Take::NameOrText(space) = slot.take {
            found.entry(space).or_default().extend(owners.iter().flat_map(|owner| owner.words()));
        }
    }
    form.clauses.iter().for_each(|clause| collect(clause, owners, found));
    owners.pop();
}

/// Returns the entry that a keyword introduces.
pub fn entry(keyword: &str) -> Option<&'static Form> {
    ENTRIES.iter().copied().find(|form| form.keyword == keyword)
}

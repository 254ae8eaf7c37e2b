//! Positions in the lists of a case, each with its own type so that they cannot be confused.

macro_rules! ids {
    ($($name:ident: $about:literal;)*) => {
        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub usize);
        )*
    };
}

ids! {
    PartyId: "A party of the case.";
    PersonId: "A person of the case.";
    GroupId: "A group of the case.";
    InstrumentId: "An instrument of the case.";
    PointId: "A point of the case.";
    FactId: "A fact of the case.";
    LinkId: "A link of the case.";
    ReportId: "A report of the case.";
    RoundId: "A round of the case.";
    ChannelId: "A channel of the case.";
    DraftId: "A draft of the case.";
    LineId: "A named stance; later stances of the party under the same name share it.";
    StepId: "A ratification step of the case.";
    AssumptionId: "An assumption of the case.";
}

//! What a person wants of the desk, in whichever of their businesses: how dates and numbers are written, and when they are
//! told something.

use righthand_domain::ids::UserId;
use righthand_store::{Error, Identity, Sql, identity_sql, values};
use serde::{Deserialize, Serialize};

use crate::Desk;

/// How dates, times and numbers are written. The words are English in each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locale {
    /// 26 Nov, 14:00, 10 000.
    #[default]
    #[serde(rename = "en")]
    International,
    /// 26 Nov, 14:00, 10,000.
    #[serde(rename = "en-GB")]
    Britain,
    /// Nov 26, 2:00 pm, 10,000.
    #[serde(rename = "en-US")]
    UnitedStates,
    /// 26 Nov, 14:00, 10.000 and a decimal comma.
    #[serde(rename = "en-DE")]
    Continental,
}

impl Locale {
    pub const ALL: [Self; 4] = [Self::International, Self::Britain, Self::UnitedStates, Self::Continental];

    /// Its BCP 47 tag, as it is kept.
    pub fn tag(self) -> &'static str {
        match self {
            Self::International => "en",
            Self::Britain => "en-GB",
            Self::UnitedStates => "en-US",
            Self::Continental => "en-DE",
        }
    }

    /// The locale of that tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }
}

/// What is told at once instead of in the daily digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Immediate {
    /// Work is given to them.
    Assigned,
    /// Somebody comments on their work.
    Comment,
    /// Work that is theirs and near was moved (R20).
    Moved,
}

impl Immediate {
    pub const ALL: [Self; 3] = [Self::Assigned, Self::Comment, Self::Moved];

    /// As it is kept and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Comment => "comment",
            Self::Moved => "moved",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|immediate| immediate.as_str() == name)
    }
}

/// When and of what somebody is told. Minutes are those of their own day; R19 holds in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    pub locale: Locale,
    /// `None` for no digest.
    pub digest_minute: Option<u16>,
    /// From and until when nothing is sent, perhaps over midnight; `None` for no quiet hours.
    pub quiet: Option<(u16, u16)>,
    pub immediate: Vec<Immediate>,
}

/// Minutes of a day.
pub const DAY_MINUTES: u16 = 24 * 60;

impl Default for Preferences {
    /// A digest at eight in the morning, nothing from eight in the evening until seven, and at once only what is near.
    fn default() -> Self {
        Self {
            locale: Locale::default(),
            digest_minute: Some(8 * 60),
            quiet: Some((20 * 60, 7 * 60)),
            immediate: vec![Immediate::Moved],
        }
    }
}

/// What a user has said, or what holds for whoever has said nothing.
pub fn preferences(desk: &Desk, user: UserId) -> Result<Preferences, Error> {
    desk.store.identity_read(move |identity| Ok(find(identity, user)?.unwrap_or_default()))
}

fn find(identity: &mut Identity, user: UserId) -> Result<Option<Preferences>, Error> {
    const FIND: &Sql = identity_sql!(
        "preference.find",
        "select locale, digest_minute, quiet_from, quiet_until, immediate from preference where user_id = $1"
    );
    type Row = (Option<String>, Option<i64>, Option<i64>, Option<i64>, String);
    let row: Option<Row> = identity
        .one(FIND, &values![user], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    let minute =
        |minute: Option<i64>| minute.and_then(|minute| u16::try_from(minute).ok()).filter(|m| *m < DAY_MINUTES);
    Ok(row.map(|(locale, digest, from, until, immediate)| Preferences {
        locale: locale.as_deref().and_then(Locale::parse).unwrap_or_default(),
        digest_minute: minute(digest),
        quiet: minute(from).zip(minute(until)),
        immediate: serde_json::from_str(&immediate).unwrap_or_default(),
    }))
}

/// Keeps what a user says.
pub fn keep_preferences(desk: &Desk, user: UserId, wanted: &Preferences) -> Result<(), Error> {
    const FORGET: &Sql = identity_sql!("preference.forget", "delete from preference where user_id = $1");
    const KEEP: &Sql = identity_sql!(
        "preference.keep",
        "insert into preference (user_id, locale, digest_minute, quiet_from, quiet_until, immediate) \
         values ($1, $2, $3, $4, $5, $6)"
    );
    let Preferences { locale, digest_minute, quiet, immediate } = wanted.clone();
    let immediate = serde_json::to_string(&immediate).unwrap_or_else(|_| "[]".into());
    let (from, until) = quiet.unzip();
    desk.store.identity_write(move |identity| {
        identity.run(FORGET, &values![user])?;
        let (digest, from, until) = (digest_minute.map(i64::from), from.map(i64::from), until.map(i64::from));
        identity.run(KEEP, &values![user, locale.tag(), digest, from, until, immediate]).map(drop)
    })
}

//! Assumptions: what the advisor takes for granted about each role, as data that the owner can read and change.

use righthand_domain::kind::Kind;
use serde::{Deserialize, Serialize};

/// A role that can be hired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HiredRole {
    VirtualAssistant,
    Specialist,
    ProjectManager,
    OnlineBusinessManager,
}

impl HiredRole {
    /// Every role, from the usually cheapest to the usually dearest.
    pub const ALL: [Self; 4] =
        [Self::VirtualAssistant, Self::Specialist, Self::ProjectManager, Self::OnlineBusinessManager];

    /// As it is written in files and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VirtualAssistant => "virtual_assistant",
            Self::Specialist => "specialist",
            Self::ProjectManager => "project_manager",
            Self::OnlineBusinessManager => "online_business_manager",
        }
    }

    /// As a person says it.
    pub fn title(self) -> &'static str {
        match self {
            Self::VirtualAssistant => "virtual assistant",
            Self::Specialist => "specialist",
            Self::ProjectManager => "project manager",
            Self::OnlineBusinessManager => "online business manager",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// They see that others do it; they are not asked to do it themselves first.
    pub fn manages(self) -> bool {
        matches!(self, Self::ProjectManager | Self::OnlineBusinessManager)
    }
}

/// What one role takes, costs, and needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    pub role: HiredRole,
    /// Kinds of work that the role takes.
    pub kinds: Vec<Kind>,
    /// Takes only what needs a skill that the owner does not have; without it only what the owner could show.
    pub brings_skill: bool,
    /// Takes management only of projects that end, and so many of them at most; `None` for everywhere.
    pub projects_max: Option<usize>,
    /// Share of the strategy's hours that the role can carry, 0 to 1.
    pub strategy_share: f64,
    /// Share of the role's hours that may be spoken for, 0 to 1: the rest keeps answers quick.
    pub spoken_for_max: f64,
    /// Least engagement, in hours a week.
    pub least_hours: f64,
    /// Months for which it is engaged at least.
    pub least_months: f64,
    /// Money an hour where the business says nothing.
    pub hourly: f64,
    /// Months' worth of work that is lost while the role learns the business.
    pub ramp_up_months: f64,
    /// Hours a week that the role costs whoever it reports to.
    pub supervision: f64,
    /// Hours in the first month beyond (or below) that.
    pub training: f64,
}

/// All assumptions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assumptions {
    pub virtual_assistant: Coverage,
    pub specialist: Coverage,
    pub project_manager: Coverage,
    pub online_business_manager: Coverage,
    /// Months over which what an ongoing hire costs once is spread.
    pub ongoing_months: f64,
    /// What an hour of the owner's is worth where the business does not say.
    pub owner_hour_value: f64,
    /// Of the duties' hours a week, the least that has to be able to go.
    pub least_that_goes: f64,
    /// A dearer choice must be better by this factor.
    pub dearer_must_beat: f64,
    /// Share of the revenue that a hire may take.
    pub share_of_revenue: f64,
    /// Months of a hire that the reserve must pay, where the revenue does not.
    pub reserve_months: f64,
    /// No project whose end is further away, in months, is one to bring in.
    pub project_months_max: f64,
    /// Share of a doer's hours that being managed takes at most.
    pub managed_share_max: f64,
}

impl Default for Assumptions {
    fn default() -> Self {
        let role = |role, kinds: &[Kind]| Coverage {
            role,
            kinds: kinds.to_vec(),
            brings_skill: false,
            projects_max: None,
            strategy_share: 0.0,
            spoken_for_max: 0.9,
            least_hours: 0.0,
            least_months: 1.0,
            hourly: 0.0,
            ramp_up_months: 0.0,
            supervision: 0.0,
            training: 0.0,
        };
        Self {
            virtual_assistant: Coverage {
                least_hours: 3.0,
                hourly: 35.0,
                ramp_up_months: 0.65,
                supervision: 1.5,
                training: -1.5,
                ..role(HiredRole::VirtualAssistant, &[Kind::Implementation])
            },
            specialist: Coverage {
                brings_skill: true,
                hourly: 50.0,
                ramp_up_months: 0.2,
                supervision: 0.5,
                ..role(HiredRole::Specialist, &[Kind::Implementation])
            },
            project_manager: Coverage {
                projects_max: Some(3),
                spoken_for_max: 0.75,
                least_hours: 20.0 * 12.0 / 52.0,
                hourly: 60.0,
                ramp_up_months: 0.5 * 12.0 / 52.0,
                supervision: 1.0,
                ..role(HiredRole::ProjectManager, &[Kind::Management])
            },
            online_business_manager: Coverage {
                strategy_share: 0.5,
                spoken_for_max: 0.75,
                least_hours: 20.0 * 12.0 / 52.0,
                least_months: 3.0,
                hourly: 75.0,
                ramp_up_months: 0.7,
                supervision: 1.5,
                ..role(HiredRole::OnlineBusinessManager, &Kind::ALL)
            },
            ongoing_months: 24.0,
            owner_hour_value: 100.0,
            least_that_goes: 3.0,
            dearer_must_beat: 1.1,
            share_of_revenue: 1.0 / 3.0,
            reserve_months: 3.0,
            project_months_max: 12.0,
            managed_share_max: 0.5,
        }
    }
}

/// One number that can be changed, with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assumption {
    /// By which [`Assumptions::set`] knows it: `virtual_assistant.hourly`.
    pub key: String,
    pub says: &'static str,
    pub value: f64,
    pub unit: &'static str,
    pub source: &'static str,
    /// Between which values it can sensibly lie.
    pub low: f64,
    pub high: f64,
}

impl Assumptions {
    /// What a role is taken to be.
    pub fn of(&self, role: HiredRole) -> &Coverage {
        match role {
            HiredRole::VirtualAssistant => &self.virtual_assistant,
            HiredRole::Specialist => &self.specialist,
            HiredRole::ProjectManager => &self.project_manager,
            HiredRole::OnlineBusinessManager => &self.online_business_manager,
        }
    }

    fn of_mut(&mut self, role: HiredRole) -> &mut Coverage {
        match role {
            HiredRole::VirtualAssistant => &mut self.virtual_assistant,
            HiredRole::Specialist => &mut self.specialist,
            HiredRole::ProjectManager => &mut self.project_manager,
            HiredRole::OnlineBusinessManager => &mut self.online_business_manager,
        }
    }

    /// Every number, in the order in which it is told.
    pub fn all(&self) -> Vec<Assumption> {
        let mut all: Vec<Assumption> = HOUSE.iter().map(|of| of.told(of.name.to_owned(), (of.read)(self))).collect();
        for role in HiredRole::ALL {
            let coverage = self.of(role);
            all.extend(ROLE.iter().map(|of| {
                let source = of.source_of(role);
                let key = format!("{}.{}", role.as_str(), of.name);
                Assumption { source, ..of.told(key, (of.read)(coverage)) }
            }));
        }
        all
    }

    /// Changes one; `false` where there is none of that key, or where the value is beyond its range.
    pub fn set(&mut self, key: &str, value: f64) -> bool {
        let fits = |low: f64, high: f64| (low..=high).contains(&value);
        if let Some(of) = HOUSE.iter().find(|of| of.name == key) {
            let fits = fits(of.low, of.high);
            if fits {
                (of.write)(self, value);
            }
            return fits;
        }
        let Some((role, name)) = key.split_once('.') else { return false };
        let Some((role, of)) = HiredRole::parse(role).zip(ROLE.iter().find(|of| of.name == name)) else { return false };
        let fits = fits(of.low, of.high);
        if fits {
            (of.write)(self.of_mut(role), value);
        }
        fits
    }
}

/// A number of `T`, described.
struct Of<T> {
    name: &'static str,
    says: &'static str,
    unit: &'static str,
    /// By role, in the order of [`HiredRole::ALL`]; one for all where there is only one.
    sources: &'static [&'static str],
    low: f64,
    high: f64,
    read: fn(&T) -> f64,
    write: fn(&mut T, f64),
}

impl<T> Of<T> {
    fn told(&self, key: String, value: f64) -> Assumption {
        let source = self.sources.first().copied().unwrap_or_default();
        Assumption { key, says: self.says, value, unit: self.unit, source, low: self.low, high: self.high }
    }

    fn source_of(&self, role: HiredRole) -> &'static str {
        let at = HiredRole::ALL.iter().position(|other| *other == role).unwrap_or(0);
        self.sources.get(at).or(self.sources.first()).copied().unwrap_or_default()
    }
}

const JUDGMENT: &str = "judgment of the house";
const RULES: &str = "the rules of the roles (R2, R3, R5)";

const HOUSE: &[Of<Assumptions>] = &[
    Of {
        name: "owner_hour_value",
        says: "An hour of the owner's is worth, where the business does not say",
        unit: "money",
        sources: &[JUDGMENT],
        low: 0.0,
        high: 10_000.0,
        read: |of| of.owner_hour_value,
        write: |of, value| of.owner_hour_value = value,
    },
    Of {
        name: "least_that_goes",
        says: "With less that could go, nobody is hired",
        unit: "hours a week",
        sources: &["an assistant's least engagement; thevirtualhub.com asks for about 5"],
        low: 0.0,
        high: 40.0,
        read: |of| of.least_that_goes,
        write: |of, value| of.least_that_goes = value,
    },
    Of {
        name: "dearer_must_beat",
        says: "A dearer choice must bring so many times what a cheaper one does",
        unit: "times",
        sources: &[JUDGMENT],
        low: 1.0,
        high: 3.0,
        read: |of| of.dearer_must_beat,
        write: |of, value| of.dearer_must_beat = value,
    },
    Of {
        name: "ongoing_months",
        says: "What an ongoing hire costs once is spread over",
        unit: "months",
        sources: &["49 to 74 % are still there after a year: virtualassistantva.com first-month guide"],
        low: 1.0,
        high: 120.0,
        read: |of| of.ongoing_months,
        write: |of, value| of.ongoing_months = value,
    },
    Of {
        name: "share_of_revenue",
        says: "Of three months' revenue, a hire may take",
        unit: "share",
        sources: &["about 3,200 a month from 10,000 of proven revenue: alexisfortier.com top-5-factors"],
        low: 0.0,
        high: 1.0,
        read: |of| of.share_of_revenue,
        write: |of, value| of.share_of_revenue = value,
    },
    Of {
        name: "reserve_months",
        says: "Else the reserve must pay for the hire for",
        unit: "months",
        sources: &["the least term of an online business manager: sharonblalockobm.com/faq"],
        low: 0.0,
        high: 24.0,
        read: |of| of.reserve_months,
        write: |of, value| of.reserve_months = value,
    },
    Of {
        name: "project_months_max",
        says: "A project that ends later is not one to bring in",
        unit: "months",
        sources: &[JUDGMENT],
        low: 1.0,
        high: 120.0,
        read: |of| of.project_months_max,
        write: |of, value| of.project_months_max = value,
    },
    Of {
        name: "managed_share_max",
        says: "Managing somebody who does the work takes at most so much of their hours",
        unit: "share",
        sources: &["up to 2 hours a day at first: knowledge.vpmsolutions.com"],
        low: 0.0,
        high: 1.0,
        read: |of| of.managed_share_max,
        write: |of, value| of.managed_share_max = value,
    },
];

const ROLE: &[Of<Coverage>] = &[
    Of {
        name: "hourly",
        says: "Costs an hour, where the business names no rate",
        unit: "money",
        sources: &[
            "25 to 80: hourtab.com/blog/virtual-assistant-retainer",
            "30 to 90; judgment of the house",
            "35 to 70 typical: golance.com; 30 to 155: infocomm.ky",
            "no page gives a figure; an operations adviser is 75 to 150: hourtab.com",
        ],
        low: 0.0,
        high: 10_000.0,
        read: |of| of.hourly,
        write: |of, value| of.hourly = value,
    },
    Of {
        name: "spoken_for_max",
        says: "Of the hours, spoken for at most",
        unit: "share",
        sources: &[
            JUDGMENT,
            JUDGMENT,
            "above 80 % a manager is overloaded: practitioners' rule of thumb",
            "above 80 % a manager is overloaded: practitioners' rule of thumb",
        ],
        low: 0.05,
        high: 1.0,
        read: |of| of.spoken_for_max,
        write: |of, value| of.spoken_for_max = value,
    },
    Of {
        name: "least_hours",
        says: "Is not hired for less than",
        unit: "hours a week",
        sources: &[
            "5 hours a month and more: resizingmylife.wordpress.com",
            "by the task",
            "10 hours a month are too few, 15 to 20 the least: done4u.vip",
            "20 hours a month: sharonblalockobm.com/faq",
        ],
        low: 0.0,
        high: 40.0,
        read: |of| of.least_hours,
        write: |of, value| of.least_hours = value,
    },
    Of {
        name: "least_months",
        says: "Is engaged for at least",
        unit: "months",
        sources: &[
            "a month's notice",
            "a month's notice",
            "one to three months: a freelance writer's guide to the two roles",
            "three months: sharonblalockobm.com/faq",
        ],
        low: 0.0,
        high: 24.0,
        read: |of| of.least_months,
        write: |of, value| of.least_months = value,
    },
    Of {
        name: "strategy_share",
        says: "Can carry of the strategy",
        unit: "share",
        sources: &[RULES, RULES, RULES, JUDGMENT],
        low: 0.0,
        high: 1.0,
        read: |of| of.strategy_share,
        write: |of, value| of.strategy_share = value,
    },
    Of {
        name: "ramp_up_months",
        says: "Loses while learning the business",
        unit: "months' work",
        sources: &[
            "half of month 1, 15 % of month 2: freespiritfreelance.com",
            "20 % of month 1; judgment of the house",
            "half of the first week; judgment of the house",
            "half of month 1, 20 % of month 2; judgment of the house",
        ],
        low: 0.0,
        high: 12.0,
        read: |of| of.ramp_up_months,
        write: |of, value| of.ramp_up_months = value,
    },
    Of {
        name: "supervision",
        says: "Takes of the time of whoever it reports to",
        unit: "hours a week",
        sources: &[
            "mail every few days and a regular meeting: virtualassistantisrael.com",
            JUDGMENT,
            "a report a week; judgment of the house",
            "the weekly meeting: absoluteops.co",
        ],
        low: 0.0,
        high: 40.0,
        read: |of| of.supervision,
        write: |of, value| of.supervision = value,
    },
];

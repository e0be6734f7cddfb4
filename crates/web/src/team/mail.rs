//! An invitation as a mail that the visitor's own mail program opens, ready to be sent.

use righthand_desk::sign_in::Membership;

use crate::http::percent_encode;
use crate::parts::words;

/// A `mailto:` address (RFC 6068) with the words and the link.
pub(super) fn invitation_mail(from: &Membership, name: &str, email: &str, link: &str) -> String {
    let business = &from.business_name;
    let first = words::first_name(name);
    let subject = format!("Your place at {business}");
    let text = format!(
        "Hello {first},\r\n\r\nthere is a place for you at the desk of {business}. This link opens it; it works once, for a week:\r\n\r\n\
         {link}\r\n\r\n{}\r\n",
        from.name
    );
    format!(
        "mailto:{}?subject={}&body={}",
        percent_encode(email).replace("%40", "@"),
        percent_encode(&subject),
        percent_encode(&text)
    )
}

#[cfg(test)]
mod tests {
    use righthand_domain::ids::BusinessId;
    use righthand_domain::roles::Role;

    use super::*;

    #[test]
    fn nothing_of_a_name_gets_into_the_address_of_the_mail() {
        let from = Membership {
            business: BusinessId(Default::default()),
            business_key: "harbour-clay".into(),
            business_name: "Harbour & Clay".into(),
            member_key: "amara".into(),
            name: "Amara Lindqvist".into(),
            role: Role::Owner,
            demonstrates: false,
            used: righthand_desk::sign_in::Used::default(),
        };
        let mail = invitation_mail(
            &from,
            "Noor&bcc=x Castellanos",
            "noor+desk@writers.example",
            "https://desk.example/join/ab",
        );
        assert!(
            mail.starts_with(
                "mailto:noor%2Bdesk@writers.example?subject=Your%20place%20at%20Harbour%20%26%20Clay&body="
            ),
            "{mail}"
        );
        assert!(mail.contains("https%3A//desk.example/join/ab") && mail.contains("Hello%20Noor%26bcc%3Dx"), "{mail}");
        assert_eq!(mail.matches('&').count(), 1, "{mail}");
    }
}

//! E-mail addresses: what is one, said once for every door and file.

use email_address::{EmailAddress, Options};

/// An address as it is kept: without spaces around it and in lower case. `None` for anything that is not one address of
/// RFC 5321, such as one with a name before it or a number for its host.
pub fn read(text: &str) -> Option<String> {
    let options = Options::default().without_domain_literal().without_display_text();
    let text = text.trim().to_lowercase();
    EmailAddress::parse_with_options(&text, options).ok().map(|address| address.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_name_at_one_host() {
        assert_eq!(read(" Amara@HarbourClay.example "), Some("amara@harbourclay.example".into()));
        assert_eq!(read("amara@studio"), Some("amara@studio".into()));
        for text in ["", "amara", "amara@", "@harbourclay.example", "a b@c.example", "a@b@c.example", "amara@.example"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["Amara <amara@harbourclay.example>", "amara@[127.0.0.1]", "amara@harbourclay.example, x@y.example"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

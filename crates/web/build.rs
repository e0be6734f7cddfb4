//! Gives every file of `assets/` a name with its hash, rewrites the names that scripts import, and keeps each file three
//! times: as it is, gzip, brotli. No network, no Node: what is in the folder is what the program serves.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Hex digits of the hash in a name: 48 bits tell every version of a few dozen files apart.
const HASH_DIGITS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut sources = BTreeMap::new();
    read_folder(&root, &mut sources)?;

    let mut hashed = BTreeMap::new();
    for name in sources.keys() {
        settle(name, &sources, &mut hashed, &mut Vec::new())?;
    }

    let mut table = String::from("pub(crate) static ALL: &[Asset] = &[\n");
    for (name, (hashed_name, bytes)) in &hashed {
        let file = out.join(hashed_name);
        fs::write(&file, bytes)?;
        fs::write(out.join(format!("{hashed_name}.gz")), gzip(bytes)?)?;
        fs::write(out.join(format!("{hashed_name}.br")), brotli(bytes)?)?;
        writeln!(
            table,
            "    Asset {{ name: {name:?}, path: {path:?}, kind: {kind:?}, plain: include_bytes!(concat!(env!(\"OUT_DIR\"), {p:?})), \
             gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), {g:?})), brotli: include_bytes!(concat!(env!(\"OUT_DIR\"), {b:?})) }},",
            path = format!("/assets/{hashed_name}"),
            kind = kind_of(name)?,
            p = format!("/{hashed_name}"),
            g = format!("/{hashed_name}.gz"),
            b = format!("/{hashed_name}.br"),
        )?;
    }
    table.push_str("];\n");
    fs::write(out.join("assets_table.rs"), table)?;
    Ok(())
}

/// Files are known by their last name alone, so that an address stays short; two of one name stop the build.
fn read_folder(folder: &Path, sources: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(&path, sources)?;
            continue;
        }
        let name = path.file_name().and_then(|n| n.to_str()).ok_or("an asset's name is not UTF-8")?.to_owned();
        if sources.insert(name.clone(), fs::read(&path)?).is_some() {
            return Err(format!("two assets are named {name}: rename one").into());
        }
    }
    Ok(())
}

/// Hashes a file after the files it imports, because their hashed names are part of its text.
fn settle(
    name: &str,
    sources: &BTreeMap<String, Vec<u8>>,
    hashed: &mut BTreeMap<String, (String, Vec<u8>)>,
    under_way: &mut Vec<String>,
) -> Result<(), Box<dyn Error>> {
    if hashed.contains_key(name) {
        return Ok(());
    }
    if under_way.iter().any(|n| n == name) {
        return Err(format!("scripts import each other in a ring: {} -> {name}", under_way.join(" -> ")).into());
    }
    let source = sources.get(name).ok_or_else(|| format!("{name} is imported but is not in assets/"))?;
    let mut bytes = source.clone();
    if name.ends_with(".js") {
        under_way.push(name.to_owned());
        let mut text = String::from_utf8(bytes)?;
        for import in imports_of(&text) {
            settle(&import, sources, hashed, under_way)?;
            if let Some((new, _)) = hashed.get(&import) {
                text = text.replace(&format!("\"./{import}\""), &format!("\"./{new}\""));
            }
        }
        under_way.pop();
        bytes = text.into_bytes();
    }
    let digest = Sha256::digest(&bytes);
    let mut hash = String::new();
    for byte in digest.iter().take(HASH_DIGITS / 2) {
        write!(hash, "{byte:02x}")?;
    }
    let (stem, ext) = name.rsplit_once('.').ok_or_else(|| format!("{name} has no extension"))?;
    hashed.insert(name.to_owned(), (format!("{stem}.{hash}.{ext}"), bytes));
    Ok(())
}

/// What follows `from "./` or `import "./` in a script, as our own modules write it.
fn imports_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in
        text.lines().filter(|l| l.starts_with("import ") || l.starts_with("} from ") || l.starts_with("export "))
    {
        if let Some((_, rest)) = line.split_once("\"./")
            && let Some((name, _)) = rest.split_once('"')
        {
            found.push(name.to_owned());
        }
    }
    found
}

fn kind_of(name: &str) -> Result<&'static str, Box<dyn Error>> {
    match name.rsplit_once('.').map(|(_, ext)| ext) {
        Some("css") => Ok("text/css; charset=utf-8"),
        Some("js") => Ok("text/javascript; charset=utf-8"),
        Some("svg") => Ok("image/svg+xml"),
        _ => Err(format!("no content type is known for {name}: add it to build.rs").into()),
    }
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

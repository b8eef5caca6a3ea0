//! The layering of the crates: a module imports from its own floor and from floors below.
//!
//! The floors are listed in `docs/ARCHITECTURE.md`, in the section "Floors".

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// The floors of one crate, and the imports that may go up.
#[derive(Default)]
struct House {
    /// The sources, from the root of the repository.
    folder: String,
    /// The floor of each module, from 1.
    floors: BTreeMap<String, usize>,
    /// A file, and a module above it.
    doors: BTreeSet<(String, String)>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The text between backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The houses in the section "Floors": a heading with the folder of a crate, a table of floors, and
/// a list of doors.
fn houses() -> Vec<House> {
    let text = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let (_, section) = text.split_once("\n## Floors\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut houses: Vec<House> = Vec::new();
    for line in section.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            houses.push(House {
                folder: quoted(heading).remove(0),
                ..House::default()
            });
        } else if let Some(row) = line.strip_prefix("| ")
            && let Some((floor, rest)) = row.split_once(" | ")
            && let Ok(floor) = floor.parse::<usize>()
        {
            let modules = quoted(rest.split(" | ").next().unwrap());
            let house = houses.last_mut().unwrap();
            house
                .floors
                .extend(modules.into_iter().map(|module| (module, floor)));
        } else if let Some(door) = line.strip_prefix("- ")
            && let [file, module, ..] = quoted(door).as_slice()
        {
            let house = houses.last_mut().unwrap();
            house.doors.insert((file.clone(), module.clone()));
        }
    }
    houses
}

/// The Rust files of a folder, but for unit tests.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            files.push(path);
        }
    }
}

/// The path of the module in a file, from the root of its crate.
fn module_of(file: &Path) -> Vec<String> {
    let mut module: Vec<String> = file
        .with_extension("")
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    if module
        .last()
        .is_some_and(|name| name == "mod" || name == "lib")
    {
        module.pop();
    }
    module
}

/// The modules of the crate that a file names, by `crate::…` or by a chain of `super::`.
fn named_modules(tokens: TokenStream, module: &[String], found: &mut BTreeSet<String>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        match &trees[at] {
            TokenTree::Group(group) => named_modules(group.stream(), module, found),
            TokenTree::Ident(word) if word == "crate" || word == "super" => {
                let mut depth = if word == "crate" { 0 } else { module.len() };
                let is_macro = at > 0 && trees[at - 1].to_string() == "$";
                let mut next = at;
                while trees[next].to_string() == "super" {
                    depth = depth.saturating_sub(1);
                    next += 3;
                    if next >= trees.len() {
                        break;
                    }
                }
                if word == "crate" {
                    next = at + 3;
                }
                if depth == 0 && !is_macro {
                    first_names(&trees, at + 1, next, found);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The names that follow `crate::`, which begin at `next`: one, or several in braces.
fn first_names(trees: &[TokenTree], colons: usize, next: usize, found: &mut BTreeSet<String>) {
    // `pub(crate)` has no path.
    if !follows(trees, colons - 1, ":") {
        return;
    }
    match trees.get(next) {
        // Macros are exported from the root.
        Some(TokenTree::Ident(_)) if follows(trees, next, "!") => {}
        Some(TokenTree::Ident(name)) => {
            found.insert(name.to_string());
        }
        Some(TokenTree::Group(group)) => {
            let mut is_first = true;
            for tree in group.stream() {
                if is_first && let TokenTree::Ident(name) = &tree {
                    found.insert(name.to_string());
                }
                is_first = tree.to_string() == ",";
            }
        }
        _ => {}
    }
}

/// Whether a token follows another one.
fn follows(trees: &[TokenTree], at: usize, token: &str) -> bool {
    trees
        .get(at + 1)
        .is_some_and(|tree| tree.to_string() == token)
}

#[test]
fn no_module_imports_from_a_floor_above() {
    let houses = houses();
    assert_eq!(houses.len(), 5, "crates in the section `Floors`");
    let mut wrong = Vec::new();
    for house in houses {
        let folder = root().join(&house.folder);
        let mut files = Vec::new();
        sources(&folder, &mut files);
        assert!(files.len() > 5, "{}", house.folder);
        let mut used_doors = BTreeSet::new();
        for path in files {
            let file = path.strip_prefix(&folder).unwrap();
            let module = module_of(file);
            let Some(own) = module.first() else { continue };
            let name = format!("{}/{}", house.folder, file.display());
            let Some(floor) = house.floors.get(own) else {
                wrong.push(format!("{name}: `{own}` has no floor"));
                continue;
            };
            let text = fs::read_to_string(&path).unwrap();
            let mut found = BTreeSet::new();
            named_modules(text.parse().unwrap(), &module, &mut found);
            for target in found {
                let door = (file.display().to_string(), target.clone());
                match house.floors.get(&target) {
                    Some(target) if target <= floor => {}
                    Some(_) if house.doors.contains(&door) => {
                        used_doors.insert(door);
                    }
                    Some(_) => wrong.push(format!("{name}: imports from `{target}`, above it")),
                    None => wrong.push(format!("{name}: imports `{target}` from the root")),
                }
            }
        }
        let unused = house.doors.difference(&used_doors);
        wrong.extend(unused.map(|(file, module)| format!("{file}: no longer imports `{module}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Unit tests of `arguments`.

use super::*;

fn parse(words: &[&str]) -> Result<Arguments> {
    Arguments::parse(words.iter().map(|&word| word.to_owned()))
}

#[test]
fn databases_and_programs_repeat() {
    let words = "--database sqlite --url a --database mysql --url b --program p --program q";
    let words: Vec<&str> = words.split(' ').collect();
    let Command::Run(run) = parse(&words).unwrap().command else {
        panic!("not a run");
    };
    let databases = [("sqlite", "a"), ("mysql", "b")];
    assert_eq!(run.databases, databases.map(|(n, u)| (n.into(), u.into())));
    assert_eq!(run.programs, ["p", "q"]);
}

#[test]
fn nothing_to_measure_is_refused() {
    assert!(parse(&["--database", "sqlite", "--url", "a"]).is_err());
    assert!(parse(&["--url", "a", "--program", "p"]).is_err());
    assert!(parse(&["--program"]).is_err());
}

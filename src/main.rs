//! The program: arguments in; findings and exit status out. Holds no logic of its own.

fn main() {}

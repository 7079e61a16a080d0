//! The program: arguments in; findings and exit status out. Holds no logic of its own.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    cli::run(&cli::Arguments::parse())
}

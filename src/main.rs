//! The program: arguments in; findings and exit status out. Holds no logic of its own.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

/// A build makes and drops many small strings on all cores, and the system's allocator costs it a tenth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(&cli::Arguments::parse())
}

//! `serve`. In: arguments. Out: a server, until it is stopped; what each build found, on standard error.

use std::process::{Command, ExitCode, Stdio};

use concord::{model::Failure, serve::Told};

use super::{
    Serve, in_threads,
    report::{self, Shown, Voice},
};

pub(super) fn serve(asked: &Serve, voice: Voice) -> Result<ExitCode, Failure> {
    let config = asked.place.config(asked.output.as_ref())?;
    let told = |told| match told {
        Told::Ready(address) => {
            eprintln!("serving {address} (stop with Ctrl-C)");
            if asked.open {
                open(&address);
            }
        }
        Told::Built(built, took) => {
            report::findings(&built.findings, Shown::Few, voice);
            report::summary(&built.output, took, voice);
        }
        Told::Waits(output) if !voice.is_quiet() => report::waits(&output),
        Told::Waits(_) => {}
        Told::Failed(failure) => report::failure(&failure),
    };
    in_threads(config.jobs, || concord::serve::serve(&config, asked.port, told))??;
    Ok(ExitCode::SUCCESS)
}

/// Opens the browser that the system would open.
fn open(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        eprintln!("note: {program}: no browser was opened; open {address} yourself");
    }
}

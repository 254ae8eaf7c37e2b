//! Long questions: an answer gets better the longer it is sought, and may be had at any time.
//!
//! A question is asked again and again with budgets that grow eightfold. What is known after each is shown, and when the
//! user interrupts, the latest answer is given as what it is. Since budgets count steps, an answer that was not
//! interrupted does not depend on the machine.

use crate::context::{Context, Failure};
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use zopa::session::Unaskable;

/// The steps of the first try.
const FIRST_STEPS: u64 = 1 << 19;

/// A try takes so many times the steps of the one before.
const GROWTH: u64 = 8;

/// How long progress is not shown, at first and from one line to the next.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often it is looked whether the user has interrupted.
const GLANCE: Duration = Duration::from_millis(50);

/// The exit code after an interrupt, as shells have it.
const INTERRUPTED: i32 = 130;

/// How a question is asked in tries.
pub(crate) struct Asked<'f, T> {
    /// The most steps that a try may take.
    pub(crate) steps_max: u64,
    /// Asks with so many steps.
    pub(crate) ask: &'f (dyn Fn(u64) -> Result<T, Unaskable> + Sync),
    /// Returns whether an answer leaves nothing open.
    pub(crate) is_complete: fn(&T) -> bool,
    /// Returns what is known so far, in a few words.
    pub(crate) so_far: fn(&T) -> String,
    /// Gives an answer, and is told whether the search for it was interrupted.
    pub(crate) give: &'f dyn Fn(&T, bool) -> Result<(), Failure>,
}

/// Asks until the answer is complete, the steps are used up or the user interrupts, and gives the latest answer.
pub(crate) fn anytime<T: Send>(context: &Context, asked: &Asked<'_, T>) -> Result<(), Failure> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&interrupted);
    // Where no handler can be set, an interrupt ends the program as it would have.
    drop(ctrlc::set_handler(move || interrupted_once(&seen)));
    let (sender, answers) = mpsc::channel();
    thread::scope(|scope| {
        let (ask, is_complete, steps_max) = (asked.ask, asked.is_complete, asked.steps_max);
        scope.spawn(move || {
            let mut steps = FIRST_STEPS.min(steps_max);
            loop {
                let answer = ask(steps);
                let is_last = steps >= steps_max || answer.as_ref().map_or(true, is_complete);
                if sender.send(answer).is_err() || is_last {
                    return;
                }
                steps = steps.saturating_mul(GROWTH).min(steps_max);
            }
        });
        let mut waiting = Waiting { context, asked, interrupted: &interrupted, latest: None };
        waiting.until_the_end(&answers)
    })
}

/// Remembers an interrupt; a second one ends the program at once, whatever it is doing.
#[expect(clippy::exit, reason = "the user has asked twice")]
fn interrupted_once(seen: &AtomicBool) {
    if seen.swap(true, Ordering::Relaxed) {
        std::process::exit(INTERRUPTED);
    }
}

/// The side of the user while a search runs.
struct Waiting<'w, T> {
    context: &'w Context,
    asked: &'w Asked<'w, T>,
    interrupted: &'w AtomicBool,
    latest: Option<T>,
}

impl<T> Waiting<'_, T> {
    fn until_the_end(&mut self, answers: &Receiver<Result<T, Unaskable>>) -> Result<(), Failure> {
        let started = Instant::now();
        let mut said = started;
        loop {
            match answers.recv_timeout(GLANCE) {
                Ok(answer) => self.latest = Some(answer?),
                Err(RecvTimeoutError::Timeout) => {}
                // The search has ended; its latest answer is the answer.
                Err(RecvTimeoutError::Disconnected) => {
                    return match &self.latest {
                        Some(answer) => (self.asked.give)(answer, false),
                        None => Err(io::Error::other("the search ended early").into()),
                    };
                }
            }
            if self.interrupted.load(Ordering::Relaxed) {
                return self.interrupt();
            }
            if said.elapsed() > PATIENCE && io::stderr().is_terminal() {
                said = Instant::now();
                let so_far = self.latest.as_ref().map_or_else(|| "searching".to_string(), self.asked.so_far);
                let seconds = started.elapsed().as_secs();
                self.context.complain(&format!("… {so_far} ({seconds} s; Ctrl-C gives the best so far)\n"));
            }
        }
    }

    /// Gives the latest answer and ends the program, though the search still runs: a try cannot be stopped half-way.
    fn interrupt(&self) -> Result<(), Failure> {
        match &self.latest {
            Some(answer) => {
                self.context.complain("interrupted: this is what was found so far\n");
                (self.asked.give)(answer, true)?;
            }
            None => self.context.complain("interrupted before anything was found\n"),
        }
        std::process::exit(INTERRUPTED)
    }
}

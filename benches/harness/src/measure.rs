//! [`Bench`]: a piece of work, and how its time is taken.

use std::time::{Duration, Instant};

/// Samples that a budget is divided into.
const SAMPLES: u32 = 15;

/// A piece of work that repeats.
pub struct Bench {
    step: Box<dyn FnMut(Step)>,
    /// Whether the work uses its state up, and each iteration needs a new one.
    once: bool,
}

enum Step {
    Prepare,
    Run(u64),
}

/// The median time of one iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Nanoseconds.
    pub nanoseconds: f64,
    /// Samples that it is the median of.
    pub samples: usize,
}

impl Bench {
    /// Work without preparation. It must not let its results be optimised away
    /// ([`std::hint::black_box`]).
    pub fn new(mut work: impl FnMut() + 'static) -> Self {
        Self::prepared((), |()| {}, move |()| work())
    }

    /// Work on a state that `prepare` sets right before each sample, untimed. A sample is one or
    /// more iterations of `work`.
    pub fn prepared<S: 'static>(
        mut state: S,
        mut prepare: impl FnMut(&mut S) + 'static,
        mut work: impl FnMut(&mut S) + 'static,
    ) -> Self {
        let step = move |step: Step| match step {
            Step::Prepare => prepare(&mut state),
            Step::Run(iterations) => (0..iterations).for_each(|_| work(&mut state)),
        };
        Self {
            step: Box::new(step),
            once: false,
        }
    }

    /// Work that uses its state up: `prepare` sets it right before each iteration, untimed.
    pub fn once<S: 'static>(
        state: S,
        prepare: impl FnMut(&mut S) + 'static,
        work: impl FnMut(&mut S) + 'static,
    ) -> Self {
        Self {
            once: true,
            ..Self::prepared(state, prepare, work)
        }
    }

    /// Sets the state right, as before a sample.
    pub fn prepare(&mut self) {
        (self.step)(Step::Prepare);
    }

    /// Does the work so many times.
    pub fn run(&mut self, iterations: u64) {
        (self.step)(Step::Run(iterations));
    }

    /// Prepares, untimed, and does the work so many times: how long that took.
    pub fn time(&mut self, iterations: u64) -> Duration {
        if self.once {
            (0..iterations).map(|_| self.sample(1)).sum()
        } else {
            self.sample(iterations)
        }
    }

    /// Warms up, and measures for about as long as `budget`; at least three samples.
    pub fn measure(&mut self, budget: Duration) -> Measured {
        let target = budget / SAMPLES;
        let iterations = self.calibrate(target);
        let mut samples = Vec::new();
        let started = Instant::now();
        while samples.len() < 3 || started.elapsed() < budget {
            samples.push(self.time(iterations).as_secs_f64() * 1e9 / iterations as f64);
        }
        samples.sort_by(f64::total_cmp);
        Measured {
            nanoseconds: samples[samples.len() / 2],
            samples: samples.len(),
        }
    }

    /// How many iterations take about as long as `target`: doubled until they do.
    fn calibrate(&mut self, target: Duration) -> u64 {
        let mut iterations = 1;
        // The first iterations fill caches.
        self.time(3);
        loop {
            let took = self.time(iterations);
            if took * 2 >= target {
                return iterations;
            }
            iterations *= 2;
        }
    }

    fn sample(&mut self, iterations: u64) -> Duration {
        self.prepare();
        let started = Instant::now();
        self.run(iterations);
        started.elapsed()
    }
}

impl std::fmt::Debug for Bench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bench").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sample_is_prepared() {
        let mut bench = Bench::prepared(
            (0_u64, false),
            |state| state.1 = true,
            |state| {
                assert!(state.1, "work ran unprepared");
                state.0 += 1;
            },
        );
        let measured = bench.measure(Duration::from_millis(5));
        assert!(measured.samples >= 3 && measured.nanoseconds >= 0.0);
    }

    #[test]
    fn work_that_uses_its_state_up_is_prepared_each_time() {
        let mut bench = Bench::once(
            false,
            |ready| *ready = true,
            |ready| assert!(std::mem::take(ready), "work ran unprepared"),
        );
        bench.time(3);
    }
}

import { fork } from 'node:child_process';

const RESTART_AFTER_MS = 500;
const STOP_WITHIN_MS = 20_000;

/**
 * Runs processes, and starts again whichever dies. Each is out of reach of the terminal's Ctrl-C,
 * which tells all processes at once: only `stop` ends them, in order. They end by themselves when
 * the supervisor is killed, because their channel to it closes.
 */
export class Supervisor {
  #children = new Set();
  #stopping = null;

  constructor(say) {
    this.say = say;
  }

  /** Keeps a program running. Resolves once it is ready; rejects when it never was. */
  keep(name, file, environment) {
    return new Promise((done, fail) => {
      let hasBeenReady = false;
      const launch = () => {
        if (this.#stopping) return;
        const child = this.#launch(file, environment);
        child.on('message', ({ ready }) => {
          if (!ready) return;
          hasBeenReady = true;
          done();
        });
        child.on('exit', (code, signal) => {
          if (this.#stopping) return;
          const how = signal ?? code;
          if (!hasBeenReady) return fail(new Error(`${name} does not start (${how})`));
          this.say(`${name} ended (${how}), starting it again`);
          setTimeout(launch, RESTART_AFTER_MS);
        });
      };
      launch();
    });
  }

  /** Runs a program to its end, handing on what it says; rejects when it fails. */
  once(name, file, environment, onMessage = () => undefined) {
    return new Promise((done, fail) => {
      const child = this.#launch(file, environment);
      child.on('message', onMessage);
      child.on('exit', (code, signal) => {
        if (code === 0) done();
        else if (!this.#stopping) fail(new Error(`${name} failed (${signal ?? code})`));
      });
    });
  }

  /** Ends every process, at once if one takes too long; resolves when all are gone. */
  stop() {
    this.#stopping ??= Promise.all(
      [...this.#children].map(
        (child) =>
          new Promise((done) => {
            child.on('exit', done);
            child.kill('SIGTERM');
            setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS).unref();
          }),
      ),
    );
    return this.#stopping;
  }

  #launch(file, environment) {
    const env = { LOG_LEVEL: 'warn', ...process.env, ...environment };
    const child = fork(file, { env, detached: true });
    this.#children.add(child);
    child.on('exit', () => this.#children.delete(child));
    return child;
  }
}

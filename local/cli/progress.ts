import { Presets, SingleBar } from 'cli-progress';

type Bar = { show(done: number, total: number): void; end(): void };
export type Progress = { begin(what: string): Bar };

const silent: Bar = { show() {}, end() {} };

/** Bars on standard error, for a person at a terminal; a pipe or a log file gets none. */
export const progressOn = (stream: NodeJS.WriteStream): Progress => ({
  begin(what) {
    if (!stream.isTTY) return silent;
    const bar = new SingleBar(
      {
        stream,
        format: `${what} {bar} {value}/{total}`,
        hideCursor: true,
        clearOnComplete: true,
      },
      Presets.shades_grey,
    );
    bar.start(0, 0);
    return {
      show(done, total) {
        bar.setTotal(total);
        bar.update(done);
      },
      end: () => bar.stop(),
    };
  },
});

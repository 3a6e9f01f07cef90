/**
 * `npm run bench [-- --out DIR] [--python PATH]`: one run, one real Chromium, this computer: the app by engine beside onnxruntime-web with the same
 * weights and a network of MobileNetV2's size; first answers of the built page; where the time goes for a film; drops of many. Writes
 * docs/bench/ (bench.md, bench.json, and the plots bench.svg, pixels.svg, files.svg). What is compared is timed in turns and given as a ratio: the figures themselves
 * are of this computer, as busy as it was. Native engines are timed where they are: those of training/ where it is set up, PyTorch by
 * `--python`, the path of a Python that has it.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (args) => {
  const { bench } = await import('./bench/command.mjs');
  await bench(args);
});

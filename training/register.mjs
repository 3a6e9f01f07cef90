/**
 * Preload of every training command: `node --import ./register.mjs commands/train.ts`.
 *
 * In this order: refuse a Node that training does not run on; quieten TensorFlow's banner; put back what Node 23
 * removed; run TypeScript (tsx); resolve the shared libraries to one copy. Nothing native is loaded here.
 */
import { register } from 'node:module';
import { restoreRemovedUtil } from './setup/node-shims.mjs';
import { refuseNodeVersion } from './setup/node-version.mjs';

const refusal = refuseNodeVersion(process.versions.node);
if (refusal !== null) {
  console.error(refusal);
  process.exit(1);
}

// 2 keeps TensorFlow's errors and drops its notes on CPU features; a user's own choice stands.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
restoreRemovedUtil();

try {
  const tsx = await import('tsx/esm/api');
  // Without tsconfig: its `paths` are for the type checker, the hook below is for the run.
  tsx.register({ tsconfig: false });
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('The training packages are not installed. Run "npm run setup" in training/ first.');
  process.exit(1);
}
register('./setup/one-engine-hooks.mjs', import.meta.url);

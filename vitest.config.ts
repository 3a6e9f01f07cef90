// Unit tests: every pure module of the app and of training, on tfjs' cpu engine, without native code.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // training/ has its own node_modules; one copy of the engine must serve it and src/model alike.
    dedupe: [
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-layers',
      '@tensorflow/tfjs-backend-cpu',
    ],
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'training/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.native.test.ts'],
    testTimeout: 60_000,
  },
});

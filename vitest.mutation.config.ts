// Unit tests of the page's own sources, for mutation testing: no training, no scripts.
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

export default mergeConfig(base, defineConfig({ test: { bail: 1 } }));

/** What the engines run on, tfjs' code included, as one module: the page is drawn before it is there (`load-engine-parts`). */
export { cpuDriver } from './backends/cpu.ts';
export { wasmDriver } from './backends/wasm.ts';
export { webglDriver } from './backends/webgl.ts';
export { webgpuDriver } from './backends/webgpu.ts';
export { loadClassifier } from './layers-classifier.ts';

import { readFilm } from './phkit.tmp.ts';
for (const kind of ['normal', 'pneumonia'] as const) for (const edgeGain of [0, 0.7]) for (const gamma of [0.6, 0.8]) for (const scatter of [0.008, 0.03, 0.08]) for (const quantaPerCm2 of [8e6, 3e4, 6e3]) for (const whiteAttenuation of [2.6, 3.2, 4]) {
  const rows = [1, 2, 3].map((seed) => readFilm({ kind, seed, widthPx: 450, heightPx: 350, bitDepth: 8, response: { edgeGain, gamma, scatter, quantaPerCm2, whiteAttenuation } }));
  const m = (k: number) => (rows.reduce((a, r) => a + r[k], 0) / rows.length).toFixed(2);
  console.log(`${m(1)} ${m(2)} logit ${m(0)} ${kind} edge ${edgeGain} gamma ${gamma} scatter ${scatter} quanta ${quantaPerCm2} white ${whiteAttenuation}`);
}

/**
 * The film at its full depth, drawn by src/viewer at every change. Nothing but a place in the document: what is drawn belongs to
 * the film's shelf.
 */
import { useLayoutEffect, useRef } from 'react';
import { isWebGlProven } from '../../runtime/engine-state.ts';
import { createScreen, type Screen } from '../../viewer/surface.ts';
import { useEngineState } from '../use-app.ts';
import type { Drawn } from './use-sight.ts';
import styles from './viewer.module.css';

/** What is drawn. */
export interface FilmCanvasProps {
  /** null before there is one: the canvas stays, since a browser allows few of them. */
  readonly drawn: Drawn | null;
}

/** Lies over the preview, which is what screen readers see. */
export function FilmCanvas({ drawn }: FilmCanvasProps) {
  // A graphics processor that computes films rightly draws them too; one that failed its self-test is not asked.
  const isGpuTrusted = isWebGlProven(useEngineState());
  const hostRef = useRef<HTMLDivElement>(null);
  const screenRef = useRef<Screen | null>(null);
  useLayoutEffect(() => {
    if (hostRef.current === null) return undefined;
    const screen = createScreen(hostRef.current, isGpuTrusted);
    screenRef.current = screen;
    return () => {
      screen.dispose();
      screenRef.current = null;
    };
  }, [isGpuTrusted]);
  useLayoutEffect(() => {
    if (drawn === null) screenRef.current?.clear();
    else screenRef.current?.show(drawn.film, drawn.scene);
  });
  return <div ref={hostRef} className={styles.canvas} aria-hidden="true" />;
}

/**
 * Files dropped anywhere on the window or pasted anywhere in the page enter the list.
 * Invariant: files are added as soon as they are read, past react-dropzone's own bookkeeping: that forgets a drop whose
 * folder is still being read when the next one comes, and would keep every file alive.
 */
import { useCallback, useEffect } from 'react';
import { type DropEvent, type DropzoneState, useDropzone } from 'react-dropzone';
import { collectFromClipboard, collectFromDrop } from '../study/intake.ts';
import { useApp } from './use-app.ts';

type Handle = Parameters<NonNullable<NonNullable<Parameters<typeof useDropzone>[0]>['getFilesFromEvent']>>[0];

/** The drop zone of the root element; the rest of the window and the clipboard are listened to meanwhile. */
export function useIntake(): DropzoneState {
  const { addFiles } = useApp();

  const addDropped = useCallback(
    async (data: DataTransfer): Promise<void> => {
      const { files, skippedFiles } = await collectFromDrop(data);
      addFiles(files, skippedFiles);
    },
    [addFiles],
  );

  const getFilesFromEvent = useCallback(
    async (event: Handle): Promise<DataTransferItem[]> => {
      const data = dataOf(event);
      if (data === null) return [];
      if (!Array.isArray(event) && event.type === 'drop') {
        await addDropped(data);
        return [];
      }
      return Array.from(data.items).filter((item) => item.kind === 'file');
    },
    [addDropped],
  );

  const dropzone = useDropzone({ noClick: true, noKeyboard: true, noPaste: true, getFilesFromEvent });
  const { rootRef } = dropzone;

  useEffect(() => {
    const onDrop = (event: globalThis.DragEvent): void => {
      // Inside of the root react-dropzone has seen it.
      if (event.dataTransfer === null || rootRef.current?.contains(event.target as Node)) return;
      event.preventDefault();
      void addDropped(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent): void => {
      const { files, skippedFiles } = collectFromClipboard(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      addFiles(files, skippedFiles);
    };
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [addDropped, addFiles, rootRef]);

  return dropzone;
}

function dataOf(event: DropEvent | Handle): DataTransfer | null {
  return 'dataTransfer' in event ? event.dataTransfer : null;
}

"use client";

import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";

const carriesFiles = (transfer: DataTransfer | null) => transfer?.types.includes("Files") ?? false;

/** After the last sign of a file being dragged: the browser does not say when one is let go elsewhere. */
const STILL_MS = 200;

/**
 * Files dropped on an element or pasted while the focus is inside it. While a file is over the page the element shows
 * that it takes it; a near miss does not leave the page.
 */
export function useDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const [near, setNear] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    let gone: ReturnType<typeof setTimeout> | undefined;
    const hold = (event: globalThis.DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      setNear(true);
      clearTimeout(gone);
      gone = setTimeout(() => setNear(false), STILL_MS);
    };
    window.addEventListener("dragover", hold);
    window.addEventListener("drop", hold);
    return () => {
      clearTimeout(gone);
      window.removeEventListener("dragover", hold);
      window.removeEventListener("drop", hold);
    };
  }, []);

  const target = {
    onDragEnter: (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth.current += 1;
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth.current -= 1;
      if (depth.current === 0) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      depth.current = 0;
      setOver(false);
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
    },
    onPaste: (event: ClipboardEvent) => {
      const files = [...event.clipboardData.files];
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    },
  };
  return { over: over || near, target };
}

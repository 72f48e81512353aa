"use client";

import { Checkbox } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { KEYS } from "@/lib/desk/labels";

type KeysDialogProps = {
  open: boolean;
  onClose: () => void;
  letters: boolean;
  onLetters: (on: boolean) => void;
};

/** The list of keys, and the switch for those who type by voice or hit letters by accident. */
export function KeysDialog({ open, onClose, letters, onLetters }: KeysDialogProps) {
  return (
    <Dialog id="teclas" open={open} onClose={onClose} title="Teclas da fila" size="small" lightDismiss>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        className="mt-4"
        label="Usar letras e sinais como teclas"
        help="Sem isto, só as setas e Enter funcionam, dentro da lista."
        checked={letters}
        onChange={(event) => onLetters(event.target.checked)}
      />
    </Dialog>
  );
}

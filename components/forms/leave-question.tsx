"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type LeaveQuestionProps = {
  open: boolean;
  title: string;
  /** What is lost. */
  description: string;
  leave: string;
  onLeave: () => void;
  onStay: () => void;
};

/** Asked before what was typed is lost. */
export function LeaveQuestion({ open, title, description, leave, onLeave, onStay }: LeaveQuestionProps) {
  return (
    <Dialog
      open={open}
      onClose={onStay}
      title={title}
      description={description}
      size="small"
      footer={
        <>
          <Button variant="danger" onClick={onLeave}>
            {leave}
          </Button>
          <Button variant="primary" onClick={onStay}>
            Continuar editando
          </Button>
        </>
      }
    />
  );
}

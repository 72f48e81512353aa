import { AppError, invalid } from "../errors";

export const nameTaken = () => invalid({ name: "Já existe um calendário com este nome. Escolha outro." });

export const noCalendar = () => new AppError("not_found", "Não encontramos este calendário.");

/** Those departments, by name, work by it. */
export const worksByIt = (names: readonly string[]) =>
  new AppError(
    "wrong_state",
    `Este calendário está em uso: ${names.join(", ")}. Troque antes o calendário de quem o usa.`,
  );

import { AppError, invalid } from "../errors";

export const nameTaken = () => invalid({ name: "Já existe um calendário com este nome. Escolha outro." });

export const noCalendar = () => new AppError("not_found", "Não encontramos este calendário.");

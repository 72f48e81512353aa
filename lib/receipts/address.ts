import { formatNumber } from "../number";

/** The address of a ticket's receipt as a PDF. */
export const receiptUrl = (number: number) => `/api/attachments/receipts/${formatNumber(number)}`;

/** Under which name it is kept. */
export const receiptName = (number: number) => `comprovante-${formatNumber(number)}.pdf`;

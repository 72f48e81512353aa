import type { SentFile } from "@/lib/attachments/schema";

/** Why a file did not arrive. What was refused stays refused; the rest can be tried again. */
export class UploadError extends Error {
  override name = "UploadError";
  constructor(
    readonly code: "login" | "offline" | "refused" | "cancelled" | "failed",
    message: string,
  ) {
    super(message);
  }
}

interface Sending {
  place: string;
  fieldId?: string;
  /** How much has left, from 0 to 1; at 1 the server is still checking it. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends one file to the server, telling how far it is. Rejects with an {@link UploadError} that can be shown. */
export function uploadFile(file: File, { place, fieldId, onProgress, signal }: Sending): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const query = new URLSearchParams({ place, ...(fieldId ? { fieldId } : {}) });
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    request.open("POST", `/api/attachments?${query}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText));
      else reject(refused(request));
    };
    request.onerror = () => reject(new UploadError("offline", "A conexão caiu e o arquivo não foi enviado."));
    request.onabort = () => reject(new UploadError("cancelled", "Envio cancelado."));
    request.onloadend = () => signal?.removeEventListener("abort", cancel);
    if (signal?.aborted) return reject(new UploadError("cancelled", "Envio cancelado."));
    signal?.addEventListener("abort", cancel);
    const body = new FormData();
    body.set("file", file, file.name);
    request.send(body);
  });
}

/** The words of a refusal of ours; null for what a proxy on the way answers. */
function messageIn(text: string): string | null {
  if (!text.startsWith("{")) return null;
  const answer = JSON.parse(text) as { error?: { message?: unknown } };
  return typeof answer.error?.message === "string" ? answer.error.message : null;
}

function refused(request: XMLHttpRequest): UploadError {
  if (request.status === 401) {
    return new UploadError("login", "Sua sessão terminou. Entre de novo e envie outra vez.");
  }
  const message = messageIn(request.responseText) ?? "O arquivo não foi enviado. Tente de novo.";
  return new UploadError(request.status >= 400 && request.status < 500 ? "refused" : "failed", message);
}

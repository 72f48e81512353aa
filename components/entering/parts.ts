/** A copy of what a template holds. */
export function copyOf(templateId: string): HTMLElement | null {
  const template = document.getElementById(templateId);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const copy = document.importNode(template.content, true).firstElementChild;
  return copy instanceof HTMLElement ? copy : null;
}

/** A form's field of this name. */
export function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field : null;
}

// How a drawing names a node: by its id space and its id, so that a project and a firm never meet.

/** @type {Record<string, string>} */
const FAMILIES = { organization: "subject", person: "subject" };

/** @param {string} kind */
export function familyOf(kind) {
  return FAMILIES[kind] ?? kind;
}

/** As an address holds it: a subject by its id alone. @param {string} kind @param {string} id */
export function refOf(kind, id) {
  const family = familyOf(kind);
  return family === "subject" ? id : `${family}|${id}`;
}

/** @param {string} ref @returns {{family: string, id: string}} */
export function readRef(ref) {
  const at = ref.indexOf("|");
  return at < 0 ? { family: "subject", id: ref } : { family: ref.slice(0, at), id: ref.slice(at + 1) };
}

/** The refs of everything on some paths, each once. @param {Array<Record<string, any>>} steps */
export function refsOf(steps) {
  return [...new Set(steps.flatMap((step) => [refOf(step.source_kind, step.source), refOf(step.target_kind, step.target)]))];
}

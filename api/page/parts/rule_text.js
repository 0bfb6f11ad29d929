// The rules as a signed file holds them: which entry of which rule file a statement stands on.

/** @typedef {{file: string, kind: string, text: string}} Entry */
/** @typedef {{zh: string, en: string, file: string, basis: Array<{document: string, number: string, article: string, says: string}>}} Rule */

/** The text of one value, "" where there is none. @param {string} text @param {string} name */
function told(text, name) {
  const found = new RegExp(`(?:^|[{,]\\s*|\\n)${name} = "((?:[^"\\\\]|\\\\.)*)"`).exec(text);
  return found ? JSON.parse(`"${found[1]}"`) : "";
}

/** A day, "" where there is none. @param {string} text @param {string} name */
function dayOf(text, name) {
  return new RegExp(`^${name} = (\\d{4}-\\d\\d-\\d\\d)`, "m").exec(text)?.[1] ?? "";
}

/** @param {Array<{file: string, text?: string}>} files @returns {Entry[]} */
export function entriesOf(files) {
  return files.flatMap(({ file, text = "" }) => text.split(/^\[\[(\w+)\]\]$/m).slice(1).reduce(
    (/** @type {Entry[]} */ all, part, at, parts) => (at % 2 ? all : [...all, { file, kind: part, text: parts[at + 1] }]), []));
}

/** The entry of that id in force on a day. @param {Entry[]} entries @param {string} id @param {string} day @returns {Rule | null} */
export function ruleOf(entries, id, day) {
  const found = entries.find((one) => one.kind !== "document" && told(one.text, "id") === id && dayOf(one.text, "from") <= day
    && (dayOf(one.text, "until") || "9999") >= day);
  if (!found) return null;
  const inside = /basis = \[([\s\S]*?)\]\s*(?:\n|$)/.exec(found.text)?.[1] ?? "";
  const basis = (inside.match(/\{[^}]*\}/g) ?? []).map((each) => {
    const named = told(each, "document");
    const document = entries.find((one) => one.kind === "document" && told(one.text, "id") === named);
    return { document: document ? told(document.text, "zh") : named, number: document ? told(document.text, "number") : "", article: told(each, "article"), says: told(each, "says") };
  });
  return { zh: told(found.text, "zh"), en: told(found.text, "en"), file: found.file, basis };
}

/** Finds, by reading the source, every write of the records that a worker can reach and that a higher claim would not stop. */
import { posix } from "node:path";
import ts from "typescript";

/** Paths from the root to texts, without tests. */
export type Sources = Map<string, string>;
export type FencedWrites = {
  /** Functions of the records that a worker reaches and that write. */
  writers: string[];
  /** Functions with a write that carries no claim and stands in no transaction that does. */
  unfenced: string[];
  /** What the worker does that no reading of the records could make safe: a transaction of its own, a fenced write outside one. */
  outside: string[];
};

type Write = { fenced: boolean; on: "parameter" | "own transaction" | "database" };
type Writer = { name: string; writes: Write[]; calls: Call[] };
/** A call that hands on a transaction; `at` is where in the text it stands. */
type Call = { to: string; on: Write["on"]; fenced: boolean };

const RECORDS = "server/store/records/";
const MODEL_WRITES = /^(create|update|upsert|delete)/;
const SQL_WRITES = /\b(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\b/i;

const isRecord = (path: string) => path.startsWith(RECORDS);
/** The recorder: what the worker uses of the store beside its two halves. */
const isWorkerSide = (path: string) => /^server\/(worker|store)\//.test(path) && !isRecord(path);

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : null;
}

type Module = { path: string; file: ts.SourceFile; imports: { path: string; names: string[] }[] };

function parse(path: string, text: string): Module {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports = file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const to = ts.isStringLiteral(statement.moduleSpecifier) ? resolve(path, statement.moduleSpecifier.text) : null;
    const named = statement.importClause?.namedBindings;
    const names =
      named && ts.isNamedImports(named)
        ? named.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
        : [];
    return to ? [{ path: to, names }] : [];
  });
  return { path, file, imports };
}

/** Every module that the worker's own files import, directly or not. */
function reachedFrom(modules: Map<string, Module>): Module[] {
  const reached = new Set([...modules.keys()].filter((path) => path.startsWith("server/worker/")));
  for (const path of reached)
    for (const { path: to } of modules.get(path)?.imports ?? []) if (modules.has(to)) reached.add(to);
  return [...reached].flatMap((path) => modules.get(path) ?? []);
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

const enclosing = (node: ts.Node, is: (parent: ts.Node) => boolean): ts.Node | null => {
  for (let at = node.parent; at; at = at.parent) if (is(at)) return at;
  return null;
};

/** The condition of the statement names the claim, or those of a list called `held`; what SET says is no condition. */
function isFencedSql(text: string): boolean {
  return /\bclaim\s*<?=\s*(\$\{|held\.claim\b)/.test(text.replace(/\bSET\b[\s\S]*?(?=\bWHERE\b|\bFROM\b|$)/gi, ""));
}

function isFencedModelWrite(call: ts.CallExpression): boolean {
  const given = call.arguments[0];
  if (!given || !ts.isObjectLiteralExpression(given)) return false;
  const where = given.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === "where");
  if (!where || !ts.isPropertyAssignment(where) || !ts.isObjectLiteralExpression(where.initializer)) return false;
  return where.initializer.properties.some((one) => one.name?.getText() === "claim");
}

/** `database()` and everything else that is no parameter goes to the pool: nothing before it can have fenced it. */
function placeOf(client: ts.Expression, writer: ts.FunctionDeclaration): Write["on"] {
  const root = client.getText().split(/[.(]/)[0] ?? "";
  const parameter = writer.parameters.find(({ name }) => name.getText() === root);
  if (parameter) return parameter.initializer ? "database" : "parameter";
  const inTransaction = enclosing(
    client,
    (parent) => ts.isCallExpression(parent) && /\$transaction$/.test(parent.expression.getText()),
  );
  return inTransaction && root !== "database" ? "own transaction" : "database";
}

/** The client of a write and whether the write carries the claim; null = it writes nothing. */
function writeOf(node: ts.Node): { client: ts.Expression; fenced: boolean } | null {
  if (ts.isTaggedTemplateExpression(node)) {
    const text = node.template.getText();
    if (!/(^|\.)(\$executeRaw|\$queryRaw|bulkQuery)/.test(node.tag.getText()) || !SQL_WRITES.test(text)) return null;
    const client = ts.isPropertyAccessExpression(node.tag) ? node.tag.expression : node.tag;
    return { client, fenced: isFencedSql(text) };
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const { name, expression: model } = node.expression;
  const sql = node.arguments[0]?.getText() ?? "";
  if (name.text === "query" && SQL_WRITES.test(sql)) return { client: model, fenced: isFencedSql(sql) };
  if (!MODEL_WRITES.test(name.text) || !ts.isPropertyAccessExpression(model)) return null;
  return { client: model.expression, fenced: isFencedModelWrite(node) };
}

/** In the order of the text: what follows a fenced write in the same transaction is fenced by it. */
function writerOf(declaration: ts.FunctionDeclaration, known: Set<string>): Writer {
  const writer: Writer = { name: declaration.name?.text ?? "", writes: [], calls: [] };
  let transactionIsFenced = false;
  visit(declaration, (node) => {
    const write = writeOf(node);
    if (write) {
      const on = placeOf(write.client, declaration);
      if (on === "own transaction" && write.fenced) transactionIsFenced = true;
      writer.writes.push({ on, fenced: write.fenced || (on === "own transaction" && transactionIsFenced) });
    } else if (
      ts.isCallExpression(node) &&
      known.has(node.expression.getText()) &&
      node.expression.getText() !== writer.name
    ) {
      const handed = node.arguments[0];
      const on = handed ? placeOf(handed, declaration) : "database";
      writer.calls.push({ to: node.expression.getText(), on, fenced: on === "own transaction" && transactionIsFenced });
    }
  });
  return writer;
}

/** What is wrong outside of the records: there the only fenced transaction is the one that `also` is given. */
function outsideOf({ path, file }: Module, inTransaction: Set<string>): string[] {
  const wrong: string[] = [];
  visit(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const called = node.expression.getText();
    if (/\$transaction$/.test(called)) wrong.push(`${path} opens a transaction`);
    const isAlso = (parent: ts.Node) => ts.isPropertyAssignment(parent) && parent.name.getText() === "also";
    if (inTransaction.has(called) && !enclosing(node, isAlso)) wrong.push(`${path} calls ${called} outside of also`);
  });
  return wrong;
}

/** A write that stands in no function declaration would be seen by nothing here. */
function outsideOfFunctions({ path, file }: Module): string[] {
  const wrong: string[] = [];
  for (const statement of file.statements.filter((one) => !ts.isFunctionDeclaration(one)))
    visit(statement, (node) => writeOf(node) && wrong.push(`${path.slice(RECORDS.length)} outside of a function`));
  return wrong;
}

export function findWrites(sources: Sources): FencedWrites {
  const modules = new Map([...sources].map(([path, text]) => [path, parse(path, text)]));
  const declarations = [...modules.values()]
    .filter(({ path }) => isRecord(path))
    .flatMap(({ path, file }) =>
      file.statements.filter(ts.isFunctionDeclaration).map((declaration) => ({ path, declaration })),
    );
  const pathOf = new Map(declarations.map(({ path, declaration }) => [declaration.name?.text ?? "", path]));
  const known = new Set(pathOf.keys());
  const writers = new Map(
    declarations.map(({ declaration }) => [declaration.name?.text ?? "", writerOf(declaration, known)]),
  );

  const reached = reachedFrom(modules);
  const outer = reached.filter(({ path }) => isWorkerSide(path) || path.startsWith("server/commands/"));
  const used = new Set(
    outer.flatMap(({ imports }) => imports.filter(({ path }) => isRecord(path)).flatMap(({ names }) => names)),
  );
  for (const name of used) for (const { to } of writers.get(name)?.calls ?? []) used.add(to);

  const title = (name: string) => `${pathOf.get(name)?.slice(RECORDS.length) ?? ""} ${name}`;
  const writing = [...used].flatMap((name) => writers.get(name) ?? []).filter(({ writes }) => writes.length > 0);
  const inTransaction = new Set(
    writing.filter(({ writes }) => writes.some(({ on }) => on === "parameter")).map(({ name }) => name),
  );
  const callsUnfenced = ({ calls }: Writer) =>
    calls.some(({ to, on, fenced }) => inTransaction.has(to) && on !== "parameter" && !fenced);
  const unfenced = [...used]
    .flatMap((name) => writers.get(name) ?? [])
    .filter((writer) => callsUnfenced(writer) || writer.writes.some(({ on, fenced }) => on !== "parameter" && !fenced));
  const elsewhere = [...modules.values()].filter(({ path }) => isRecord(path)).flatMap(outsideOfFunctions);
  return {
    writers: writing.map(({ name }) => title(name)).sort(),
    unfenced: [...unfenced.map(({ name }) => title(name)), ...elsewhere].sort(),
    outside: outer.filter(({ path }) => isWorkerSide(path)).flatMap((one) => outsideOf(one, inTransaction)),
  };
}

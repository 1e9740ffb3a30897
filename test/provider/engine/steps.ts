import type { Bag } from "../../../ground/bag";
import { handlerCodeOfProgram, handlerName } from "../../../provider/adapters/type-token";
import { unknownValue } from "../../../provider/lifecycle/properties/unknown";
import { printDeclaration } from "../../../provider/lifecycle/run/declaration";
import { type Declared, dependenciesOf, partsOf, type Reference, resolved } from "./declarations";
import { throughPlugin } from "./door";
import type { Line } from "./line";
import type { Handlers } from "./provider-process";
import type { Op, Outcome, Resource } from "./results";
import { changedNames, overTheWire } from "./wire";

const providerKey = "__provider";

/** A step that check refused; the failures are in the outcome. */
class Refused extends Error {}

/** The single steps of a run, each over the provider's protocol, and the state that they leave. */
export class Steps {
  /** Resources whose outputs a preview can't know. */
  readonly #unsettled = new Set<string>();

  constructor(
    private readonly handlers: Handlers,
    private readonly outcome: Outcome,
    private readonly line: Line,
    readonly state: Map<string, Resource>,
  ) {}

  /** Runs a step unless the run has failed already; whether it succeeded. What a dead process says is not heard. */
  async attempt(name: string, step: () => Promise<void>): Promise<boolean> {
    if (this.outcome.faults.length > 0 || this.line.isDead) return false;
    try {
      await step();
    } catch (error) {
      if (this.line.isDead || error instanceof Refused) return false;
      this.outcome.errors[name] = error instanceof Error ? error.message : String(error);
      return false;
    }
    return true;
  }

  /** The inputs as the program's process sends them: outputs of others filled in, the hidden ones added. */
  inputsOf(declared: Declared, stack: string, isPreview: boolean): Bag {
    const lookUp = (reference: Reference): unknown => this.#valueOf(reference, isPreview);
    return {
      ...Object(resolved(declared.inputs, lookUp)),
      ...(isPreview && { __preview: true }),
      __declaration: printDeclaration(partsOf(declared, stack)),
      ...(!throughPlugin && { [providerKey]: handlerCodeOfProgram(handlerName({ name: declared.kind })) }),
    };
  }

  #valueOf({ resource, property }: Reference, isPreview: boolean): unknown {
    const found = this.state.get(resource);
    if (property === "id" && found) return found.id;
    if (isPreview && (!found || this.#unsettled.has(resource))) return unknownValue;
    return found?.outputs[property];
  }

  async check({ kind, name }: Declared, news: Bag, old: Resource | undefined): Promise<Bag> {
    const sent = this.#sent(news);
    const result = await this.handlers[kind].check(this.#sent(old?.inputs ?? {}), sent);
    this.#mustLive();
    const failures = result.failures ?? [];
    this.outcome.failures.push(...failures.map((failure) => ({ resource: name, ...failure })));
    if (failures.length > 0) throw new Refused(name);
    return this.#received({
      ...result.inputs,
      ...(!throughPlugin && { [providerKey]: sent[providerKey] }),
    });
  }

  async diff(old: Resource, inputs: Bag): Promise<{ changes: boolean; replaces: string[] }> {
    const { kind, id, outputs } = old;
    const result = await this.handlers[kind].diff(id, this.#sent(outputs), this.#sent(inputs));
    return { changes: result.changes ?? false, replaces: result.replaces ?? [] };
  }

  /** Whether a resource would be replaced with another that it needs: the engine asks with a value that isn't known. */
  async followsReplacement(old: Resource, property: string): Promise<boolean> {
    const { replaces } = await this.diff(old, { ...old.inputs, [property]: unknownValue });
    return replaces.includes(property);
  }

  async create(declared: Declared, inputs: Bag, isPreview: boolean): Promise<void> {
    const { kind, name } = declared;
    this.#done(name, "create");
    if (isPreview) {
      await this.handlers[kind].planCreate?.(this.#sent(inputs));
      this.state.delete(name);
      return;
    }
    try {
      const { id, outs } = await this.handlers[kind].create(this.#sent(inputs));
      this.#save(declared, id, inputs, this.#withProvider(outs ?? {}, inputs), []);
    } catch (error) {
      this.#saveHalfMade(declared, inputs, error);
      throw error;
    }
  }

  async update(old: Resource, declared: Declared, inputs: Bag, isPreview: boolean): Promise<void> {
    const { kind, name, id, outputs } = old;
    this.#done(name, "update");
    this.outcome.changed[name] = changedNames(old.inputs, inputs);
    this.#unsettled.add(name);
    if (isPreview) {
      await this.handlers[kind].planUpdate?.(id, this.#sent(outputs), this.#sent(inputs));
      return;
    }
    try {
      const result = await this.handlers[kind].update(id, this.#sent(outputs), this.#sent(inputs));
      this.#save(declared, id, inputs, this.#withProvider(result?.outs ?? {}, inputs), []);
    } catch (error) {
      this.#saveHalfMade(declared, inputs, error);
      throw error;
    }
  }

  async keep(old: Resource, declared: Declared, inputs: Bag): Promise<void> {
    this.#done(old.name, "same");
    this.#save(declared, old.id, inputs, old.outputs, old.initErrors);
  }

  replaced(old: Resource, because: readonly string[]): void {
    this.#done(old.name, "replace");
    this.outcome.changed[old.name] = because;
  }

  async delete(old: Resource): Promise<void> {
    await this.handlers[old.kind].delete(old.id, this.#sent(old.outputs));
    this.#mustLive();
    this.state.delete(old.name);
  }

  async read(old: Resource): Promise<void> {
    const result = await this.handlers[old.kind].read(old.id, this.#sent(old.outputs));
    this.#mustLive();
    if (!result.id) {
      this.outcome.ops[old.name] = "drop";
      this.state.delete(old.name);
      return;
    }
    this.outcome.ops[old.name] = "read";
    const inputs = result.inputs ? this.#withProvider(result.inputs, old.outputs) : old.inputs;
    const outputs = this.#withProvider(result.props ?? {}, old.outputs);
    this.outcome.changed[old.name] = changedNames(old.inputs, inputs);
    this.state.set(old.name, { ...old, inputs, outputs, initErrors: [] });
  }

  #done(name: string, op: Op): void {
    if (this.outcome.ops[name] !== "replace") this.outcome.ops[name] = op;
  }

  #save(declared: Declared, id: string, inputs: Bag, outputs: Bag, initErrors: readonly string[]): void {
    this.#mustLive();
    const { kind, name } = declared;
    const dependencies = dependenciesOf(declared);
    this.state.set(name, { kind, name, id, inputs, outputs, dependencies, initErrors });
  }

  /** An error that carries an id is an initialisation failure: the engine keeps what came with it. */
  #saveHalfMade(declared: Declared, inputs: Bag, error: unknown): void {
    if (typeof error !== "object" || error === null || !("id" in error) || this.line.isDead) return;
    const properties = "properties" in error ? Object(error.properties) : {};
    const reasons = "reasons" in error && Array.isArray(error.reasons) ? error.reasons.map(String) : [];
    this.#save(declared, String(error.id), inputs, this.#received(properties), reasons);
  }

  #withProvider(result: Bag, properties: Bag): Bag {
    // A state that another program wrote may name no handler: the engine adds none then.
    const handler = properties[providerKey];
    return this.#received({ ...result, ...(handler !== undefined && { [providerKey]: handler }) });
  }

  readonly #sent = overTheWire;
  readonly #received = overTheWire;

  #mustLive(): void {
    if (this.line.isDead) throw new Error("the provider's process is dead");
  }
}

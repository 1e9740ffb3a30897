import { declaredBy } from "../../apps/format/declared";
import { layerOf } from "../../apps/format/structure";
import { ApplicationSource } from "../../apps/load/application-source";
import { products, regions } from "../../backend/api";
import { faultsOf } from "./files";
import { fleetFiles } from "./fleet-files";

const files = fleetFiles();
const applications = Object.entries(files).map(([name, text]) => {
  const { layers } = new ApplicationSource(name, text);
  if (!layers) throw new Error(`${name} declares nothing`);
  return layers;
});

test("a seed always writes the same files, and another one others", () => {
  const few = fleetFiles({ count: 20, seed: 7 });
  expect(Object.keys(few)).toHaveLength(20);
  expect(fleetFiles({ count: 20, seed: 7 })).toEqual(few);
  expect(fleetFiles({ count: 20, seed: 8 })).not.toEqual(few);
  expect(fleetFiles()).toEqual(files);
});

test("every file is sound, and so are all of them together", () => {
  expect(faultsOf(files)).toEqual([]);
});

test("in dev, where the benchmark makes it, it has as much as the benchmark says", () => {
  const declared = applications.flatMap((layers) =>
    declaredBy(layers.application, layerOf(layers, "dev")).map(({ kind }) => kind.name),
  );
  const count = (kind: string) => declared.filter((name) => name === kind).length;
  expect([count("Application"), count("AdminAccount"), count("PushCertificate")]).toEqual([300, 427, 85]);
  expect(declared).toHaveLength(300 + 427 + 85);
});

test("all products and regions are in the mix, and every application has a team, a cost centre and its environment", () => {
  const layers = applications.map((one) => layerOf(one, "prod"));
  const used = (name: string) => new Set(layers.flatMap((layer) => layer[name]));
  expect(used("products")).toEqual(new Set(products));
  expect(used("region")).toEqual(new Set(regions));
  for (const { tags } of layers)
    expect(tags).toMatchObject({
      team: expect.stringMatching(/^[a-z]+$/),
      cost_centre: expect.stringMatching(/^40\d\d$/),
      env: "prod",
    });
});

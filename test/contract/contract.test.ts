import { testDatabases } from "../backend/databases";
import { doors, openContract } from "./doors";
import { contractSuite } from "./suite";

const databases = testDatabases();

describe.each(Object.entries(doors))("a backend %s", (_, enter) => {
  contractSuite(async (settings) => openContract(enter, await databases.made(), settings));
});

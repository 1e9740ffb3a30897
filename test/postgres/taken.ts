import { type TestDatabase, testDatabases } from "../backend/databases";

/** Databases of a test file; each is removed after the test that took it. */
export function databasesTaken() {
  const databases = testDatabases();
  const used: TestDatabase[] = [];
  afterEach(async () => {
    for (const database of used.splice(0)) await database.remove();
  });
  const taken = async (database: Promise<TestDatabase>): Promise<TestDatabase> => {
    const one = await database;
    used.push(one);
    return one;
  };
  return { databases, taken };
}

export const urlOf = ({ location }: TestDatabase): string => ("url" in location ? location.url : "");

import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/prisma/client.ts';
import type { Program } from './program.ts';

export const withPrisma: Program = async (uri) => {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: uri }) });
  try {
    await prisma.$executeRaw`CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL)`;
    await prisma.fruit.createMany({
      data: [
        { name: 'apples', kilos: 12 },
        { name: 'pears', kilos: 7 },
      ],
    });

    await prisma.$transaction([
      prisma.fruit.update({ where: { name: 'apples' }, data: { kilos: { decrement: 5 } } }),
      prisma.fruit.update({ where: { name: 'pears' }, data: { kilos: { increment: 5 } } }),
    ]);

    const failedWith = await failToAdd(prisma);
    return { fruits: await prisma.fruit.findMany({ orderBy: { name: 'asc' } }), failedWith };
  } finally {
    await prisma.$disconnect();
  }
};

async function failToAdd(prisma: PrismaClient): Promise<string | undefined> {
  try {
    await prisma.$transaction(async (tx) => {
      await tx.fruit.create({ data: { name: 'kiwis', kilos: 1 } });
      await tx.fruit.create({ data: { name: 'apples', kilos: 1 } });
    });
    return undefined;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError) return sqlStateOf(error.meta?.driverAdapterError);
    throw error;
  }
}

/** Prisma has its own error codes, here P2002. The cause has the code of Postgres. */
function sqlStateOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return isFromPostgres(cause) ? cause.originalCode : undefined;
}

function isFromPostgres(cause: unknown): cause is { readonly originalCode: string } {
  return (
    typeof cause === 'object' && cause !== null && 'originalCode' in cause && typeof cause.originalCode === 'string'
  );
}

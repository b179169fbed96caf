import { readText } from '../repository.ts';

/** The repository on the code host. */
export interface CodeHost {
  readonly owner: string;
  readonly name: string;
  /** Without a slash at the end. */
  readonly url: string;
}

/** Returns the repository that `repository` in the root package.json names: the only definition of its owner. */
export function codeHost(): CodeHost {
  return parseRepository((JSON.parse(readText('package.json').text) as { repository: string }).repository);
}

/** Parses npm's short form, `github:OWNER/NAME`. */
export function parseRepository(repository: string): CodeHost {
  const [, owner, name] = /^github:([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (owner === undefined || name === undefined) {
    throw new Error(`"repository" in package.json is "${repository}". Write it as "github:OWNER/NAME".`);
  }
  return { owner, name, url: `https://github.com/${owner}/${name}` };
}

/** Returns the mentions of a repository with our name but another owner: in addresses, and where workflows use it. */
export function findOtherOwners(text: string, { owner, name }: Pick<CodeHost, 'owner' | 'name'>): string[] {
  const mentions = text.matchAll(new RegExp(`(?:github\\.com[/:]|uses: |--repo )([\\w.-]+/${name})(?![\\w-])`, 'g'));
  return [...mentions].flatMap(([, mention]) =>
    mention === undefined || mention === `${owner}/${name}` ? [] : [mention],
  );
}

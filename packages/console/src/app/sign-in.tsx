import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { type Credentials, readCredentials } from '../api/index.ts';
import { Button, ErrorNote, TextField } from '../ui/index.ts';

export interface SignInProps {
  readonly wasRefused: boolean;
  readonly onSignIn: (credentials: Credentials) => void;
}

/** Asks for the address that the emulator prints, which contains the token and the key. */
export function SignIn({ wasRefused, onSignIn }: SignInProps): JSX.Element {
  const address = useSignal('');
  const error = useSignal(
    wasRefused ? 'The emulator refused the token of this page. It changes when the emulator restarts.' : '',
  );
  return (
    <main class="sign-in" id="content">
      <form
        class="panel"
        onSubmit={(event) => {
          event.preventDefault();
          const found = readCredentials(address.value.slice(address.value.indexOf('#')));
          if (found) onSignIn(found);
          else
            error.value = 'This address has no token and key. Copy the whole console address that the emulator prints.';
        }}
      >
        <h1>Local Neon</h1>
        <p>
          Open the console address that the emulator prints when it starts, or paste it here. It contains the admin
          token and the API key.
        </p>
        <TextField
          label="Console address"
          value={address}
          placeholder="http://127.0.0.1:8788/#token=…&key=…"
          required
        />
        {error.value && <ErrorNote text={error.value} />}
        <Button type="submit" kind="primary">
          Open the console
        </Button>
      </form>
    </main>
  );
}

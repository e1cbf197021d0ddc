/** The parts of the pages that need a script: a keypad on touch devices, and the count-down. */

const touch = matchMedia('(pointer: coarse)');

for (const field of document.querySelectorAll('input[inputmode=numeric]')) {
  if (touch.matches) {
    field.after(keypadFor(field));
  }
}

for (const wait of document.querySelectorAll('.wait')) {
  countDown(wait);
}

/** A page that the back button brings back asks the server again. */
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

function keypadFor(field) {
  const label = document.querySelector(`label[for="${field.id}"]`).textContent;
  const keypad = document.createElement('div');
  keypad.className = 'keypad';
  keypad.setAttribute('role', 'group');
  keypad.setAttribute('aria-label', `Keys: ${label}`);
  for (const digit of '1234567890') {
    keypad.append(key(digit, digit, () => type(field, field.value + digit)));
  }
  keypad.append(key('⌫', 'Delete the last digit', () => type(field, field.value.slice(0, -1))));
  return keypad;
}

function type(field, value) {
  field.value = value;
  field.dispatchEvent(new Event('input', {bubbles: true}));
}

function key(text, label, press) {
  const button = document.createElement('button');
  button.type = 'button';
  button.value = text;
  button.textContent = text;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', press);
  return button;
}

function countDown(wait) {
  const problem = wait.closest('.problem');
  const end = performance.now() + Number(wait.dataset.seconds) * 1000;
  // A screen reader reads the sentence once, and not each second.
  problem.setAttribute('aria-live', 'off');
  const tick = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds > 0) {
      wait.textContent = inWords(seconds);
      setTimeout(tick, 1000);
    } else {
      problem.setAttribute('aria-live', 'assertive');
      problem.textContent = 'You can try again now.';
    }
  };
  tick();
}

function inWords(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const parts = [
    [hours, 'hour'],
    [minutes, 'minute'],
    [seconds % 60, 'second'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

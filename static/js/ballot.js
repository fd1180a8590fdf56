// The ballot works without this. With it: the code is taken out of the address, the foot shows how far one is,
// size and language keep what is filled in, a second tap sends nothing, and the next voter on this phone finds a clean page.
(function () {
  'use strict';
  var form = document.getElementById('ballot');
  var code = document.getElementById('code');
  var progress = document.getElementById('progress');

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function remember(cast) {
    try {
      if (cast) { sessionStorage.setItem('counted', '1'); return true; }
      var was = sessionStorage.getItem('counted') === '1';
      sessionStorage.removeItem('counted');
      return was;
    } catch (error) { return false; } // storage is switched off: nothing to remember
  }

  // The server never sees what follows '#'; it must not stay in the address bar or the history either.
  function takeCode() {
    var found = /^#(\d{16})$/.exec(location.hash);
    if (!found) { return; }
    form.reset();
    code.value = found[1].replace(/(\d{4})(?=\d)/g, '$1 ');
    form.querySelector('.code-field').classList.add('compact');
    form.querySelector('.scanned').hidden = false;
    history.replaceState(null, '', location.pathname + location.search);
    count();
  }

  function count() {
    var done = form.querySelectorAll('input[type=radio]:checked').length;
    document.getElementById('done').textContent = done;
    progress.querySelector('progress').value = done;
    progress.hidden = false;
  }

  function forgive(event) {
    var box = event.target.closest && event.target.closest('fieldset.wrong');
    if (!box) { return; }
    box.classList.remove('wrong');
    box.querySelector('.error').hidden = true;
  }

  function keepOnSwitch(link) {
    link.addEventListener('click', function (event) {
      if (!code.value && !form.querySelector('input:checked')) { return; }
      event.preventDefault();
      form.action = link.getAttribute('data-edit');
      form.submit();
    });
  }

  function sendOnce() {
    var sent = false;
    form.addEventListener('submit', function (event) {
      if (sent) { event.preventDefault(); }
      sent = true;
    });
    window.addEventListener('pageshow', function () { sent = false; });
  }

  if (document.getElementById('counted')) { remember(true); }
  if (form) { sendOnce(); }
  if (form && code) {
    form.addEventListener('change', count);
    form.addEventListener('change', forgive);
    window.addEventListener('hashchange', takeCode);
    window.addEventListener('pageshow', function (event) {
      if (remember(false) && event.persisted) { form.reset(); }
      count();
    });
    each(document.querySelectorAll('[data-edit]'), keepOnSwitch);
    count();
    takeCode();
  }
})();

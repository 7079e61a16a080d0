// A page that changed while it is open: its new words are shown where they stand, and then it is loaded anew, with its scripts and all that goes
// with the words. To load a page takes a browser longer than to make it.
(function () {
  var anew = function () { location.reload(); };
  var shown = function (html) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    page.querySelectorAll('.place[id], .note[id]').forEach(function (place) {
      var here = document.getElementById(place.id);
      if (here && here.innerHTML !== place.innerHTML) here.replaceChildren.apply(here, place.childNodes);
    });
    // When they are on the screen; a page that nobody sees is never drawn.
    requestAnimationFrame(function () { setTimeout(anew); });
    setTimeout(anew, 100);
  };
  fetch(location.href).then(function (answer) { return answer.text(); }).then(shown).catch(anew);
})();

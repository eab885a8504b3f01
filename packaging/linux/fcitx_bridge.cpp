// Three functions that Debian's plug-in for fcitx calls and that the bundle or an older system lacks.
//
// The plug-in names this library where it named the C++ runtime. It is compiled without Qt's headers: the
// declarations below only have to give the same symbols. The versions of the symbols stand in fcitx_bridge.map.

#include <exception>
#include <new>

class QWindow;
class QPoint;

namespace Qt {
enum KeyboardModifier : int;
}

template <typename Enum> class QFlags {
    int bits;
};

class QWindowSystemInterface {
public:
    struct DefaultDelivery {};

    // Qt 6.8.0 has this one,
    static void handleContextMenuEvent(QWindow *, bool, const QPoint &, const QPoint &, QFlags<Qt::KeyboardModifier>);

    // later ones of 6.8 have that one.
    template <typename Delivery>
    static bool handleContextMenuEvent(QWindow *, bool, const QPoint &, const QPoint &, QFlags<Qt::KeyboardModifier>);
};

template <>
bool QWindowSystemInterface::handleContextMenuEvent<QWindowSystemInterface::DefaultDelivery>(
    QWindow *window, bool by_mouse, const QPoint &local, const QPoint &global, QFlags<Qt::KeyboardModifier> modifiers)
{
    handleContextMenuEvent(window, by_mouse, local, global, modifiers);
    return true; // the event waits in the queue, as it does in later Qt
}

// Since GCC 14: where an exception may not leave a function.
extern "C" void __cxa_call_terminate(void *)
{
    std::terminate();
}

// Since GCC 11: for an array of a negative or too large size.
namespace std {
void __throw_bad_array_new_length()
{
    throw bad_array_new_length();
}
} // namespace std
